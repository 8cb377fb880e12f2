/**
 * The model to ask for: the requested one if the upstream has it, else the preferred one, else the
 * upstream's first. With nothing known the upstream itself has to judge the requested name.
 */
export function chooseModel(
  requested: string,
  available: readonly string[],
  preferred: string | undefined,
): string {
  if (available.includes(requested)) return requested;
  return preferred ?? available[0] ?? requested;
}

/** Reads a text piece by piece, with every line end as \n. */
export function createLineEndReader(): (piece: string) => string {
  let afterReturn = false;
  return (piece) => {
    if (piece === '') return '';
    // The second half of a \r\n whose first half has been read as a line end.
    const whole = afterReturn ? piece.replace(/^\n/, '') : piece;
    afterReturn = piece.endsWith('\r');
    return whole.replace(/\r\n?/g, '\n');
  };
}

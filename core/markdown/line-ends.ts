/** Reads what is new in a growing text, with every line end as \n. */
export function createLineEndReader(): (text: string) => string {
  let length = 0;
  let afterReturn = false;
  return (text) => {
    const fresh = text.slice(length);
    if (fresh === '') return '';
    // The second half of a \r\n whose first half has been read as a line end.
    const whole = afterReturn ? fresh.replace(/^\n/, '') : fresh;
    length = text.length;
    afterReturn = fresh.endsWith('\r');
    return whole.replace(/\r\n?/g, '\n');
  };
}

/** A text without the signs at its end that `sign` takes, one code unit each. A loop: an expression for it would look for the end anew from every sign. */
export function trimEnd(text: string, sign: RegExp): string {
  let end = text.length;
  while (end > 0 && sign.test(text[end - 1]!)) end--;
  return text.slice(0, end);
}

/** A name of the case within a sentence of the interface: its direction does not turn the sentence's. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

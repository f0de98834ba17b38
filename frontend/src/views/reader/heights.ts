/**
 * How high each passage of a long text is: measured where it has been drawn, guessed elsewhere.
 *
 * Why: of five hundred pages only those in sight are drawn, and the bar beside them must still be true, and nothing may jump.
 */

export class Heights {
  readonly #measured: Float64Array;
  #sum = 0;
  #count = 0;
  #offsets: Float64Array | null = null;

  constructor(
    readonly length: number,
    readonly guess = 96,
  ) {
    this.#measured = new Float64Array(length).fill(-1);
  }

  /** What a passage that was never drawn is taken to be: the mean of those that were. */
  get mean(): number {
    return this.#count >= 8 ? this.#sum / this.#count : this.guess;
  }

  of(index: number): number {
    const known = this.#measured[index] ?? -1;
    return known >= 0 ? known : this.mean;
  }

  /** Notes a height; says by how much it differs from what was taken before. */
  put(index: number, height: number): number {
    const before = this.of(index);
    const known = this.#measured[index] ?? -1;
    if (known === height) return 0;
    this.#sum += height - Math.max(known, 0);
    if (known < 0) this.#count += 1;
    this.#measured[index] = height;
    this.#offsets = null;
    return height - before;
  }

  /** Where a passage begins, in pixels from the top; of `length`, where the text ends. */
  top(index: number): number {
    return this.#all()[Math.min(Math.max(0, index), this.length)] ?? 0;
  }

  /** The passage at so many pixels from the top. */
  at(pixels: number): number {
    const all = this.#all();
    let low = 0;
    let high = Math.max(0, this.length - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((all[middle] ?? 0) <= pixels) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #all(): Float64Array {
    if (this.#offsets) return this.#offsets;
    const offsets = new Float64Array(this.length + 1);
    for (let index = 0; index < this.length; index += 1) offsets[index + 1] = (offsets[index] ?? 0) + this.of(index);
    this.#offsets = offsets;
    return offsets;
  }
}

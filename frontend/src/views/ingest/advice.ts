/** What one can do about a file that could not be read: which of the advices fits a reason. */

const BY_REASON: readonly (readonly [RegExp, string])[] = [
  [/this is (audio|video)/i, 'speech'],
  [/this is image/i, 'ocr'],
  [/pass(word|phrase)|encrypt/i, 'locked'],
  [/OCR|tesseract|no text|scan/i, 'ocr'],
  [/whisper|transcrib|speech|ffmpeg|codec/i, 'speech'],
  [/too (large|many|big|long)|at most|limit|bomb/i, 'large'],
  [/front matter|sidecar|metadata|unknown (role|party|source)|date/i, 'metadata'],
  [/corrupt|damaged|truncated|cannot be (read|opened)|not a valid|broken|malformed|invalid/i, 'damaged'],
  [/no reader|unsupported|not supported|unknown (kind|format|type)|no such format/i, 'format'],
  [/memory|timed? ?out|took too long|killed|ended/i, 'again'],
];

/** The advice's name: a message `ingest.advice.NAME` says it. */
export function adviceFor(reason: string): string {
  return BY_REASON.find(([pattern]) => pattern.test(reason))?.[1] ?? 'other';
}

/** A story's address: its file's name without the ending, since addresses with a dot are files of the server. A tilde stands for other dots; no story's name has one. */

export function storyAddress(name: string): string {
  return `/story/${encodeURIComponent(name.replace(/\.md$/, '').replaceAll('.', '~'))}`;
}

export function storyName(part: string): string {
  return `${part.replaceAll('~', '.')}.md`;
}

/** The Arabic texts, fetched when Arabic is chosen: every file beside the English ones. */

const FILES = import.meta.glob<Record<string, string>>('./ar/*.json', { eager: true, import: 'default' });

export const ARABIC: Record<string, string> = Object.assign({}, ...Object.values(FILES));

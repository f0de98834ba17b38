"""Pure string work: normalising, number words, offset maps, language packs."""

/*
 * Find every name, phone, badge and address that contains the query. All texts of a kind are lines
 * of one string, so that a lookup is a single search.
 */
(function () {
  'use strict';

  const { mapped, TOPIC } = window.JingwuKnowing;

  /** Lines as one string, with the start of each. */
  function shelf(lines) {
    const starts = new Int32Array(lines.length);
    let at = 1;
    lines.forEach((line, number) => {
      starts[number] = at;
      at += line.length + 1;
    });
    return { text: '\n' + lines.join('\n') + '\n', starts, lines };
  }

  function lineAt(starts, at) {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  const isDigit = (character) => character >= '0' && character <= '9';

  /** Call found(line number, is it at the line's start) for each line with `piece`; with `isWhole`, never inside a number. */
  function look({ text, starts, lines }, piece, isWhole, found) {
    for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
      if (isWhole && isDigit(text[at]) && isDigit(text[at - 1])) continue;
      const number = lineAt(starts, at);
      found(number, at === starts[number]);
      at = starts[number] + lines[number].length - 1;
    }
  }

  function bare(text) {
    return /^[\u3400-\u9fffa-z0-9]*$/.test(text) ? text
      : text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}\p{M}]/gu, '');
  }

  /** Build the shelves once, in steps. */
  function* shelves(known) {
    const { bookOf } = window.JingwuSounds;
    const keys = [];
    const bearers = [];
    const topics = [];
    yield* mapped(known.names, ([key, refs]) => {
      const named = refs.filter((ref) => !ref.isStem && ref.kind !== TOPIC);
      if (named.length) bearers[keys.push(key) - 1] = named;
      if (named.length < refs.length && refs.some((ref) => ref.kind === TOPIC)) topics.push(key);
    });
    const texts = (yield* mapped(known.entries, (entry) => entry.texts.map((text) => [entry, text]))).flat();
    const phones = known.entries.filter((entry) => entry.station >= 0);
    const names = shelf(keys);
    yield;
    const spoken = bookOf(yield* mapped(bearers, ([ref]) => known.spoken(ref.name)), known.sounds);
    yield;
    return {
      bearers, topics, texts, phones, names, spoken,
      topicsSpoken: bookOf(topics, known.sounds),
      written: shelf(yield* mapped(texts, ([, text]) => window.JingwuText.withDigits(bare(text)))),
      dialled: phones.map(({ item }) => item.p.replace(/[^0-9]/g, '')),
      local: shelf(phones.map(({ item }) => item.p.replace(/^0[0-9]{2,3}-/, '').replace(/[^0-9]/g, ''))),
    };
  }

  /** Call found(ref, is it at the name's start, is it the whole name) for each name that contains `piece`. */
  function within(known, piece, found) {
    const { names, bearers } = known.shelves;
    look(names, piece, true, (number, isFirst) => {
      const isWhole = isFirst && names.lines[number].length === piece.length;
      for (const ref of bearers[number]) found(ref, isFirst, isWhole);
    });
  }

  /** The same for pinyin; also passes the matched part of the name. */
  function spelled(known, query, found) {
    const { spoken, bearers } = known.shelves;
    window.JingwuSounds.look(spoken, query, (number, needle, isFirst, isWhole) => {
      for (const ref of bearers[number]) found(ref, isFirst, isWhole, needle);
    });
  }

  /** Call found(ref) for each word for a page whose whole reading is `query`: shenfenzheng, sfz. */
  function topicsSpelled(known, query, found) {
    const { topicsSpoken, topics } = known.shelves;
    window.JingwuSounds.look(topicsSpoken, query, (number, needle, isFirst, isWhole) => {
      if (isWhole) known.names.get(topics[number]).filter((ref) => ref.kind === TOPIC).forEach(found);
    });
  }

  /** Call found(entry, text, is it at the phone's start) for matching badges, addresses and phones. */
  function inTexts(known, query, found) {
    const { written, texts, dialled, local, phones } = known.shelves;
    const isNumber = /^[0-9-]+$/.test(query);
    const plain = query.replace(/[-#]/g, '');
    if (!plain) return;
    look(written, plain, false, (number) => found(...texts[number], false));
    if (!isNumber) return;
    look(local, plain, false, (number) => found(phones[number], '', false));
    phones.forEach((entry, number) => { if (dialled[number].startsWith(plain)) found(entry, '', true); });
  }

  window.JingwuShelf = { shelves, within, spelled, topicsSpelled, inTexts };
})();

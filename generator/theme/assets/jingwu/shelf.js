/*
 * Promise: every name, phone, badge and address that has what was typed in it.
 * All of a kind stand in one text, a line each, so that looking is one search.
 */
(function () {
  'use strict';

  const { mapped, TOPIC } = window.JingwuKnowing;

  /** Lines as one text, and where each begins. */
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

  /** found(number of the line, is it its beginning) for each line with `piece`; with `isWhole` no number is cut. */
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

  /** The shelves of what is known: put up once, in steps. */
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

  /** found(ref, is it the name's beginning, is it the whole name) for each name with `piece` in it. */
  function within(known, piece, found) {
    const { names, bearers } = known.shelves;
    look(names, piece, true, (number, isFirst) => {
      const isWhole = isFirst && names.lines[number].length === piece.length;
      for (const ref of bearers[number]) found(ref, isFirst, isWhole);
    });
  }

  /** The same for a name as it is read; with the part that is meant. */
  function spelled(known, query, found) {
    const { spoken, bearers } = known.shelves;
    window.JingwuSounds.look(spoken, query, (number, needle, isFirst, isWhole) => {
      for (const ref of bearers[number]) found(ref, isFirst, isWhole, needle);
    });
  }

  /** found(ref) for each word for a page that is read so as a whole: shenfenzheng, sfz. */
  function topicsSpelled(known, query, found) {
    const { topicsSpoken, topics } = known.shelves;
    window.JingwuSounds.look(topicsSpoken, query, (number, needle, isFirst, isWhole) => {
      if (isWhole) known.names.get(topics[number]).filter((ref) => ref.kind === TOPIC).forEach(found);
    });
  }

  /** found(entry, text, is it the beginning of its phone) for badges, addresses and phones. */
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

/*
 * The finder of a site of many bureaus. The head (generator/hub/pages.py) knows only the cities: a
 * city is found by its name, pinyin, initials or division code; what follows it is looked up in that
 * city's own index, which is loaded when it is first asked for; so is the code of a community. Every
 * answer leads below the city's sub-path.
 *
 * Head: {bureaus: [{n name, k names, the longest first, y syllables, c code, t region, p sub-path, absent without a site}]}
 */
(function () {
  'use strict';

  const SHORT = 2;
  const BETWEEN = /^[\s,，、的]+/u;
  const ASK = '请先写城市，后面写小区、村名或民警姓名。';

  const plain = (typed) => typed.normalize('NFKC').toLowerCase().trim();
  const letters = (text) => text.replace(/[\s'’]/gu, '');
  /** A division code without the levels below its own: 420600 is all that begins with 4206. */
  const level = (code) => code.replace(/(?:00)+$/, '');

  function hasCode(city, text) {
    const own = level(city.c);
    return /^[0-9]{2,12}$/.test(text) && (own.startsWith(level(text)) || text.startsWith(own));
  }

  function isSpelled(city, text) {
    const typed = letters(text);
    const initials = city.y.map((syllable) => syllable[0]).join('');
    return /^[a-z]+$/.test(typed) && typed.length >= SHORT && (city.y.join('').startsWith(typed) || initials === typed);
  }

  const isNamed = (city, text) => city.k.some((name) => name.startsWith(text));

  /** What people write before a city's name: the region. */
  function withoutRegion(city, text) {
    const region = [city.t, city.t.slice(0, -1)].find((name) => name.length >= SHORT && text.startsWith(name));
    const rest = region ? text.slice(region.length).replace(BETWEEN, '') : '';
    return rest || text;
  }

  /** How much of the text names the city, and what follows; null if it does not begin with it. */
  function begun(city, text) {
    const asked = withoutRegion(city, text);
    const name = city.k.find((each) => asked.startsWith(each));
    if (name) return { city, size: name.length, rest: asked.slice(name.length).replace(BETWEEN, '') };
    const [first, ...others] = asked.split(/\s+/u);
    const isWhole = first === city.y.join('') || first === city.c || first === level(city.c);
    return isWhole && others.length ? { city, size: first.length, rest: others.join(' ') } : null;
  }

  function asRow(city) {
    const item = { u: city.p, n: city.n, t: city.t };
    return { entry: { item }, match: { rank: 0, needle: '', hint: '' }, isGuess: false };
  }

  /** An answer of a city's own index, as one of the hub. */
  function within(city, found) {
    const { item } = found.entry;
    const u = item.u.startsWith('tel:') ? item.u : city.p + item.u;
    return { ...found, entry: { ...found.entry, item: { ...item, u, t: [city.n, item.t].filter(Boolean).join(' ') } } };
  }

  function opened(head, base, open) {
    const indexes = new Map();

    function indexOf(city) {
      if (!indexes.has(city.p)) {
        const index = open(new URL('../' + city.p + 'assets/finder.json', base).href);
        index.catch(() => indexes.delete(city.p)); // the next keystroke tries again
        indexes.set(city.p, index);
      }
      return indexes.get(city.p);
    }

    function cities(text) {
      const found = head.bureaus.filter((city) => [text, withoutRegion(city, text)]
        .some((asked) => isNamed(city, asked) || isSpelled(city, asked) || hasCode(city, asked)) || city.t.startsWith(text));
      const silent = found.filter((city) => !city.p).map((city) => city.n);
      return Object.assign(found.filter((city) => city.p).map(asRow),
        { note: silent.length ? silent.join('、') + '还没有网站。' : found.length ? '' : ASK });
    }

    /** The places with this division code, of all cities that may have it; none where an index cannot be had. */
    async function coded(code) {
      const asked = head.bureaus.filter((city) => city.p && /^[0-9]{12}$/.test(code) && hasCode(city, code));
      const found = await Promise.all(asked.map(async (city) => {
        const places = await indexOf(city).then((index) => index.search(code)).catch(() => []);
        return places.filter((each) => each.isCoded).map((each) => within(city, each));
      }));
      return found.flat();
    }

    return {
      isParted: true,
      async search(typed) {
        const text = plain(typed);
        const places = await coded(letters(text));
        if (places.length) return places;
        const named = head.bureaus.map((city) => begun(city, text)).filter((each) => each && each.rest)
          .sort((one, other) => other.size - one.size)[0];
        if (!named) return cities(text);
        if (!named.city.p) return Object.assign([], { note: named.city.n + '还没有网站。' });
        const index = await indexOf(named.city);
        const found = await index.search(named.rest);
        return Object.assign(found.map((each) => within(named.city, each)), { note: found.note });
      },
    };
  }

  window.JingwuHub = { opened };
})();

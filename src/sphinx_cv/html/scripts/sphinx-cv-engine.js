// @ts-check
/* The search engine: from a query to entries, skills and pages, best first.

   The index (sphinx_cv/exports/search_index.py) holds records and texts; what can be looked up in them is
   worked out here once, when it is loaded.  Stemmer and stop words are Sphinx's, for the
   language of the CV. */
window.cvEngine = (index, stemmer, stopwords) => {
  'use strict'

  /**
   * What a match counts for in each field, and of what quality it is.
   * @type {Record<string, number>}
   */
  const WEIGHT = { title: 12, short: 12, organization: 9, number: 9, skill: 6, alias: 6, place: 6, kind: 6, section: 2, text: 2 }
  const STEM = 0.6
  const PREFIX = 0.5
  const NEAR = 0.45
  const FAMILY = 0.5
  /* What part of what was asked must be there, by how much each word tells. */
  const MOST = 1 / 3

  /**
   * A function that remembers what it gave: texts come again in many entries, and with every key.
   * @type {<T>(make: (text: string) => T) => (text: string) => T}
   */
  const remember = (make) => {
    const known = new Map()
    return (text) => known.get(text) ?? known.set(text, make(text)).get(text)
  }

  /**
   * Letters that are typed without their strokes, but that Unicode does not take apart.
   * @type {Record<string, string>}
   */
  const PLAIN = { đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', ø: 'o', ŧ: 't', þ: 'th', æ: 'ae', œ: 'oe', ß: 'ss' }
  /**
   * Scripts that put no spaces between words: the browser's dictionary finds them.
   * @param {string} text
   */
  const spaced = (text) =>
    text.replace(UNSPACED, (run) => ` ${[...segmenter.segment(run)].map(({ segment }) => segment).join(' ')} `)
  const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Khmer}\p{sc=Lao}ー々]+/gu
  const UNSPACED_RUN = new RegExp(`(${UNSPACED.source})`, 'u')
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
  /** @param {string} text */
  const bare = (text) =>
    /* The marks of kana make other letters of them. */
    text.normalize('NFKD').replace(/[^\P{M}\u3099\u309a]/gu, '').normalize('NFC').replace(/[’‘]/g, "'")
  const fold = remember((text) =>
    bare(text)
      .toLowerCase()
      .replace(/[đðħıłøŧþæœß]/g, (letter) => PLAIN[letter])
      .replace(/[‐‑–—]/g, '-')
  )

  /* The words of a text, each with its other forms: "B-tree" is also "tree" and "btree"; C++ and .NET stay whole. */
  const words = remember((text) => {
    const found = []
    for (const [chunk] of fold(spaced(text)).matchAll(/[\p{L}\p{N}@#.+\-/'&_]+/gu)) {
      const word = chunk
        .replace(/^(?:[-/'&_+#]+|\.+(?!\p{L}))+/u, '')
        .replace(/'s$|[-./'&_@]+$/g, '')
        /* "Ph.D." is "PhD". */
        .replace(/^\p{L}{1,2}(?:\.\p{L}{1,2})+$/u, (short) => short.replaceAll('.', ''))
      if (!word) continue
      const parts = word.split(/[-./'&_@]+/).filter(Boolean)
      found.push(parts.length > 1 ? [word, parts.join(''), ...parts.filter((part) => part.length > 1)] : [word])
    }
    return found
  })
  const { grammar, words: questions } = index
  /* What a language writes in two ways, and the verbs that change more than their endings. */
  const spellings = Object.entries(grammar.spellings).map(([from, to]) => ({ from: new RegExp(from, 'g'), to }))
  const verbs = new Map(grammar.verbs.split('|').flatMap((forms) => forms.split(' ').map((form, _at, [verb]) => [form, verb])))
  const stem = remember((word) =>
    /^\p{L}+$/u.test(word)
      ? stemmer.stemWord(spellings.reduce((spelled, { from, to }) => spelled.replace(from, to), verbs.get(word) ?? word)).replace(/ll$/, 'l')
      : word
  )
  const ENDING = new RegExp(`(?<=.{5})(?:${grammar.endings})$`)
  /**
   * What words of one family begin with: "teacher" and "teaching".
   * @param {string} word
   */
  const root = (word) => {
    let left = stem(word)
    for (let before = ''; before !== left; left = left.replace(ENDING, '')) before = left
    return left
  }
  /* A name without what stands between its words: "Red-Hat" is "red hat". */
  const squash = remember((text) => fold(text).replace(/[^\p{L}\p{N}+#]+/gu, ''))
  /**
   * Capitals of a name of three words or more: "Service Reliability Engineer" is asked for as SRE.
   * @param {string} name
   */
  const initials = (name) => {
    const capitals = name.split(/[\s()&-]+/).filter((word) => /^\p{Lu}/u.test(word))
    return capitals.length > 2 ? capitals.map((word) => word[0]).join('') : ''
  }

  /**
   * A pattern for any of the words of a class.
   * @param {string} list
   */
  const any = (list) => {
    const each = list.split('|').filter(Boolean).map((word) => bare(spaced(word)).trim().replace(/[.*+?^${}()[\]\\]/g, '\\$&'))
    return each.length ? `(?<![\\p{L}\\p{N}])(?:${each.sort((a, b) => b.length - a.length).join('|')})(?![\\p{L}\\p{N}])` : '(?!)'
  }
  const YEAR = '(?<![\\p{N}a-z])((?:1\\d|20)\\d\\d)(?![\\p{N}a-z])\\s*年?'
  const BETWEEN = new RegExp(`${YEAR}\\s*(?:[-–—]|\\.\\.|[^\\s\\p{N}]{1,3})\\s*(?:${YEAR}|${any(questions.last)})`, 'giu')
  const BOUNDED = new RegExp(`(?:(${any(questions.before)})|(${any(questions.after)}))?\\s*${YEAR}\\s*(?:(${any(questions.before)})|(${any(questions.after)}))?`, 'giu')
  const ORDERS = /** @type {[CV.Order, RegExp][]} */ (
    ['longest', 'first', 'last'].map((name) => [name, new RegExp(any(questions[/** @type {CV.Order} */ (name)]), 'giu')])
  )
  /* Of an employer, only the plainest word of each class counts: "since" and "from" say other things too. */
  const NEXT = /** @type {const} */ (['before', 'after']).map((name) => new RegExp(any(questions[name].split('|')[0]), 'iu'))
  /* What Japanese writes in hiragana alone are particles and endings, nearly always. */
  const KANA = '(?<![\\p{L}\\p{N}])\\p{sc=Hiragana}+(?![\\p{L}\\p{N}])'
  const ASKING = new RegExp(`${any([questions.asking, questions.before, questions.after].join('|'))}|${KANA}`, 'giu')
  /* Titles that people shorten, each way. */
  const shortened = questions.short.split('|').map((pair) => pair.split('='))
  /** @type {(texts: string[]) => string[]} */
  const otherWays = (texts) => {
    const whole = ` ${texts.flatMap(words).map(([word]) => word).join(' ')} `
    const held = (/** @type {string} */ name) => whole.includes(` ${words(name).map(([word]) => word).join(' ')} `)
    return shortened.flatMap(([short, long]) => (long ? [...(held(short) ? [long] : []), ...(held(long) ? [short] : [])] : []))
  }

  const topics = index.topics
  /** @type {CV.Doc[]} */
  const docs = index.entries.map((entry, order) => {
    const skills = entry.skills.map((at) => topics[at])
    const organization = entry.at === null ? null : topics[entry.at]
    const names = organization ? organization.names : []
    const fields = {
      title: [entry.title],
      short: [...entry.short, initials(entry.title), ...names.map(initials)],
      organization: [entry.organization, ...names],
      number: entry.numbers,
      skill: skills.map((topic) => topic.names[0]),
      alias: skills.flatMap((topic) => topic.names.slice(1)),
      place: [entry.place],
      kind: [entry.kind, ...(index.kinds[entry.rank] ?? '').split('|')],
      section: [entry.section],
      text: entry.text
    }
    fields.short.push(...otherWays([entry.title]))
    fields.alias.push(...otherWays([...entry.text, ...fields.skill]))
    return {
      url: entry.page + index.suffix,
      ...entry,
      order,
      fields,
      organizations: fields.organization.map(squash).filter(Boolean),
      names: skills.flatMap((topic) => topic.names).map(squash),
      whole: fold([...fields.title, ...fields.organization, ...fields.place, ...fields.text].join(' \n '))
    }
  })

  /**
   * Word → (document → what the best of its fields weighs, and what there is beyond).
   * @type {Map<string, Map<number, [best: number, more: number]>>}
   */
  const vocabulary = new Map()
  docs.forEach((doc, at) => {
    for (const [field, texts] of Object.entries(doc.fields)) {
      for (const form of texts.flatMap(words).flat()) {
        const weights = vocabulary.get(form) ?? new Map()
        vocabulary.set(form, weights)
        /* A word counts for the best of its fields, and a little for each other place. */
        const [best, more] = weights.get(at) ?? [0, 0]
        weights.set(at, [Math.max(best, WEIGHT[field]), Math.min(more + 0.2, 1)])
      }
    }
  })
  const sorted = [...vocabulary.keys()].sort()
  /** @param {(word: string) => string} key */
  const grouped = (key) => {
    /** @type {Map<string, string[]>} */
    const groups = new Map()
    for (const word of sorted) groups.set(key(word), [...(groups.get(key(word)) ?? []), word])
    return groups
  }
  const stems = grouped(stem)
  const roots = grouped(root)
  /* Verbs that nearly every question may have: where the CV lacks them, nothing is asked by them. */
  const light = new Set(grammar.light.split('|').map(stem))

  const FIRST = Math.min(...docs.flatMap((doc) => doc.years ?? []))
  const LAST = Math.max(...docs.flatMap((doc) => doc.years ?? []))
  /**
   * Figures that are a year: of this time, or of the career.
   * @param {number} figures
   */
  const isYear = (figures) => figures >= 1900 || (figures >= FIRST && figures <= LAST)
  /* An entry of each kind. */
  const typical = new Map(docs.map((doc) => [doc.kind + doc.rank, doc]))
  /**
   * What kinds of entry a word of the query names.
   * @param {string[]} forms
   */
  const kinds = ([word]) =>
    [...typical.values()].filter((doc) => doc.fields.kind.some((kind) => kind && words(kind).some(([other]) => stem(other) === stem(word)))).map((doc) => doc.rank)

  /** @param {string} prefix */
  const beginningWith = (prefix) => sorted.filter((word) => word.startsWith(prefix))

  /**
   * How many letters are wrong, left out, too many or swapped; `most` + 1 if more than that.
   * @type {(a: string, b: string, most: number) => number}
   */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1
    /** @type {number[]} */
    let before = []
    let last = Array.from({ length: b.length + 1 }, (_, at) => at)
    for (let i = 1; i <= a.length; i++) {
      const row = [i]
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1]
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
      }
      if (Math.min(...row) > most) return most + 1
      before = last
      last = row
    }
    return last[b.length]
  }

  /** @type {(word: string, among: string[]) => CV.Meant} */
  const near = (word, among) => {
    /* One letter may be wrong in words of five, two in words of nine or where letters only changed places. */
    const most = Number(word.length > 4) + Number(word.length > 6)
    const found = new Map()
    if (!most || /\d/.test(word)) return found
    for (const other of among) {
      /* Hardly anybody gets the first letter wrong, and "rust" is not "trust". */
      if (other[0] !== word[0] && !(other[0] === word[1] && other[1] === word[0])) continue
      const wrong = distance(word, other, most)
      if (wrong <= most && (wrong < 2 || word.length > 8 || [...word].sort().join() === [...other].sort().join())) found.set(other, NEAR / wrong)
    }
    return found
  }

  /**
   * The words of the CV that a word of the query means, each with how surely; of two run together, those of each.
   * @type {(forms: string[], last: boolean) => CV.Meant[]}
   */
  const meanings = (forms, last) => {
    /** @type {CV.Meant} */
    const found = new Map()
    /** @type {(word: string, quality: number) => void} */
    const add = (word, quality) => found.set(word, Math.max(found.get(word) ?? 0, quality))
    const [word] = forms
    for (const form of forms.slice(0, 2)) {
      if (vocabulary.has(form)) add(form, 1)
      for (const other of stems.get(stem(form)) ?? []) add(other, STEM)
    }
    const key = stem(word)
    if (last || (word.length > 1 && !found.size)) {
      for (const other of beginningWith(word)) add(other, PREFIX + (0.3 * word.length) / other.length)
    }
    if (key.length > 3 && key !== word) {
      for (const other of beginningWith(key)) add(other, (PREFIX * key.length) / other.length)
    }
    if (!found.size) for (const other of roots.get(root(word)) ?? []) add(other, FAMILY)
    if (!found.size && forms.length > 2) return forms.slice(2).flatMap((part) => meanings([part], false))
    if (!found.size) {
      for (let at = 3; at <= word.length - 3; at++) {
        const [a, b] = [word.slice(0, at), word.slice(at)]
        if (vocabulary.has(a) && vocabulary.has(b)) return [new Map([[a, 1]]), ...meanings([b], false)]
      }
      for (const [other, quality] of near(word, sorted)) add(other, quality)
    }
    return [found]
  }

  /** @type {(query: string, ordered: boolean) => CV.Query} */
  const parse = (query, ordered) => {
    /** @type {string[]} */
    const phrases = []
    /** @type {CV.Span[]} */
    const spans = []
    let rest = query.replace(/["“”„]([^"“”„]+)["“”„]?/g, (_, phrase) => {
      phrases.push(fold(phrase).trim().replace(/\s+/g, ' '))
      return ' '
    })
    rest = bare(spaced(rest)).replace(BETWEEN, (all, from, to) => {
      const [start, end] = [Number(from), Number(to) || LAST]
      if (![start, end].every(isYear)) return all
      spans.push([Math.min(start, end), Math.max(start, end)])
      return ' '
    })
    rest = rest.replace(BOUNDED, (...found) => {
      const year = Number(found[3])
      if (!isYear(year)) return found[0]
      if (found[1] ?? found[4]) spans.push([Math.min(FIRST, year - 1), year - 1])
      else spans.push([year, found[2] ?? found[5] ? Math.max(LAST, year) : year])
      return ' '
    })
    const order = (ordered && ORDERS.find(([, pattern]) => rest.search(pattern) >= 0)?.[0]) || null
    if (order) for (const [, pattern] of ORDERS) rest = rest.replace(pattern, ' ')
    const next = NEXT.findIndex((pattern) => pattern.test(rest))
    /* Where all words only ask, they are what is looked for. */
    const plain = rest.replace(ASKING, ' ')
    rest = /[\p{L}\p{N}]/u.test(plain) || phrases.length || spans.length || order ? plain : rest
    const raw = rest.split(/\s+/).filter(Boolean)
    const kept = raw.filter((word) => !stopwords.has(word.toLowerCase()) || /^\p{Lu}{2,}$/u.test(word))
    const all = (kept.length || phrases.length || spans.length || order ? kept : raw).flatMap(words)
    return { phrases, spans, order, next, terms: join(all) }
  }

  /**
   * Two words of the query may be one in the CV: "multi cloud", "b tree"; or each and both, as "boat building".
   * @param {string[][]} terms
   */
  const join = (terms) => {
    const found = []
    for (let at = 0; at < terms.length; at++) {
      const pair = terms[at + 1] && terms[at][0] + terms[at + 1][0]
      if (!pair || !roots.has(root(pair))) found.push(terms[at])
      else if (vocabulary.has(terms[at][0]) && vocabulary.has(terms[at + 1][0])) found.push([terms[at][0], pair], [terms[++at][0], pair])
      else {
        found.push([pair])
        at++
      }
    }
    return found
  }

  /**
   * How much a word of the CV tells: the fewer documents have it, the more.
   * @param {string} word
   */
  const idf = (word) => Math.log(1 + docs.length / (vocabulary.get(word)?.size ?? 1))

  /**
   * What each document scores for the words that one word of the query may mean.
   * @type {(meant: CV.Meant) => CV.Scores}
   */
  const scores = (meant) => {
    const found = new Map()
    for (const [word, quality] of meant) {
      const tells = 0.5 + idf(word)
      for (const [at, [best, more]] of vocabulary.get(word) ?? []) {
        const score = quality * (best + more) * tells
        if (score > (found.get(at) ?? 0)) found.set(at, score)
      }
    }
    return found
  }

  /** @type {(span: CV.Span) => CV.Scores} */
  const spanScores = ([from, to]) => {
    const found = new Map()
    docs.forEach((doc, at) => {
      if (!doc.years) return
      const [start, end] = doc.years
      const shared = Math.min(to, end) - Math.max(from, start) + 1
      const union = Math.max(to, end) - Math.min(from, start) + 1
      if (shared > 0) found.set(at, 30 * (shared / union) + (doc.rank === 0 ? 3 : 0))
    })
    return found
  }

  /** @type {(phrase: string) => CV.Scores} */
  const phraseScores = (phrase) => {
    const found = new Map()
    docs.forEach((doc, at) => {
      if ((doc.flat ??= doc.whole.replace(/\s+/g, ' ')).includes(phrase)) found.set(at, 30)
    })
    return found
  }

  /** @type {Record<CV.Order, (a: CV.Span, b: CV.Span) => number>} */
  const SOONER = {
    first: (a, b) => a[0] - b[0] || a[1] - b[1],
    last: (a, b) => b[1] - a[1] || b[0] - a[0],
    longest: (a, b) => b[1] - b[0] - (a[1] - a[0])
  }
  /**
   * The first, the last or the longest, and its equals: of a kind, or else of the first in rank.
   * @type {(order: CV.Order, found: CV.Result[], ranks: number[]) => CV.Result[]}
   */
  const inOrder = (order, found, ranks) => {
    const dated = found.filter((doc) => doc.years && (!ranks.length || ranks.includes(doc.rank)))
    /** @type {(a: CV.Result, b: CV.Result) => number} */
    const compare = (a, b) => (a.years && b.years ? SOONER[order](a.years, b.years) : 0)
    dated.sort((a, b) => compare(a, b) || a.order - b.order)
    return dated.filter((doc) => !compare(doc, dated[0]))
  }

  /**
   * What came before an employer or after it, the nearest first: of a kind, or else of the first in rank.
   * @type {(next: number, terms: string[][]) => CV.Doc[]}
   */
  const besides = (next, terms) => {
    const ranks = terms.flatMap(kinds)
    const name = terms.filter((forms) => !kinds(forms).length).map(([word]) => word).join('')
    const dated = docs.filter((doc) => doc.years)
    const span = (/** @type {CV.Doc} */ doc) => doc.years ?? [0, 0]
    const at = dated.filter((doc) => name && doc.organizations.some((other) => other.startsWith(name)))
    if (!at.length) return []
    const lowest = Math.min(...dated.map((doc) => doc.rank))
    /* Of an employer that also taught and certified, the work there is meant. */
    const [order, edge, sign] = /** @type {const} */ ([['last', Math.min, -1], ['first', Math.max, 1]])[next]
    const there = edge(...at.filter((doc) => doc.rank === at[0].rank).map((doc) => span(doc)[0]))
    return dated
      .filter((doc) => !at.includes(doc) && (ranks.length ? ranks.includes(doc.rank) : doc.rank === lowest) && sign * (span(doc)[0] - there) > 0)
      .sort((a, b) => SOONER[order](span(a), span(b)) || a.order - b.order)
  }

  /**
   * Whether the CV has a word of order together with the next word, as a query does: "first aid".
   * @param {string} query
   */
  const isSaid = (query) =>
    ORDERS.some(([, pattern]) =>
      [...fold(query).matchAll(new RegExp(`${pattern.source}\\s+[\\p{L}\\p{N}]+`, 'giu'))].some(([both]) => docs.some((doc) => doc.whole.includes(both)))
    )

  /**
   * Search; give results, the words of the CV that were found, and those that nothing holds.
   * @type {CV.Engine['search']}
   */
  const search = (query, most = 20) => {
    let { phrases, spans, order, next, terms } = parse(query, true)
    /* "First aid" and "last mile" are no questions of order: the CV says the one, and knows nothing of the other. */
    if (order && (isSaid(query) || terms.some((forms) => !kinds(forms).length && meanings(forms, false).every((meant) => !meant.size)))) {
      ({ phrases, spans, order, next, terms } = parse(query, false))
    }
    const ranks = order ? terms.flatMap(kinds) : []
    const sought = ranks.length ? terms.filter((forms) => !kinds(forms).length) : terms
    /** @type {[weight: number, scores: CV.Scores][]} */
    const parts = []
    /* What may be missing, and what counts for more in one line. */
    /** @type {CV.Scores[]} */
    const also = []
    /** @type {CV.Meant[]} */
    const together = []
    /** @type {CV.Meant} */
    const hit = new Map()
    /** @type {string[]} */
    const unknown = []
    let weight = 0
    const strict = spans.length + phrases.length
    sought.forEach((forms, at) => {
      const all = meanings(forms, at === sought.length - 1)
      if (light.has(stem(forms[0])) && sought.length + strict > 1) return also.push(...all.map(scores))
      for (const meant of all) {
        for (const [word, quality] of meant) hit.set(word, Math.max(hit.get(word) ?? 0, quality))
        const tells = Math.max(...[...(meant.size ? meant.keys() : forms)].map(idf))
        weight += tells
        if (meant.size) {
          parts.push([tells, scores(meant)])
          together.push(meant)
        } else if (!unknown.includes(forms[0])) unknown.push(forms[0])
      }
    })
    const meant = [...spans.map(spanScores), ...phrases.map(phraseScores)]
    weight += meant.length
    parts.push(...meant.map((found) => /** @type {[number, CV.Scores]} */ ([1, found])))
    if (order && !parts.length && !unknown.length) {
      const lowest = Math.min(...docs.filter((doc) => doc.years).map((doc) => doc.rank))
      parts.push([1, new Map(docs.flatMap((doc, at) => (ranks.length || doc.rank === lowest ? [[at, 1]] : [])))])
    }
    /** @type {Map<number, [sum: number, count: number, told: number]>} */
    const total = new Map()
    for (const [tells, part] of parts) {
      for (const [at, score] of part) {
        const [sum, count, told] = total.get(at) ?? [0, 0, 0]
        total.set(at, [sum + score, count + 1, told + tells])
      }
    }
    for (const [at, held] of total) for (const part of also) held[0] += part.get(at) ?? 0
    let found = unknown.length ? [] : [...total].filter(([, [, count]]) => count === parts.length)
    const complete = found.length > 0
    /* Phrases and years are meant; of words some may be missing, but not those that tell most. */
    if (!found.length) found = [...total].filter(([at, [, , told]]) => (strict ? meant.every((part) => part.has(at)) : told >= MOST * weight))
    const said = terms.map(([word]) => word).join(' ')
    const typed = fold(query).trim().replace(/\s+/g, ' ')
    const asked = [...new Set([typed, said])].filter(Boolean)
    let results = found
      .map(([at, [sum]]) => ({ ...docs[at], score: sum + Math.max(...asked.map((text) => bonus(docs[at], text)), 0) + inOneLine(docs[at], together) - 0.25 * docs[at].rank, line: '' }))
      .sort((a, b) => b.score - a.score || a.rank - b.rank || a.order - b.order)
    if (order && complete) results = inOrder(order, results, ranks)
    const beside = next < 0 ? [] : besides(next, terms)
    if (beside.length) results = beside.map((doc) => ({ ...doc, score: 0, line: '' }))
    const whole = complete || beside.length > 0
    results = results.slice(0, most)
    /* No list shows as many. */
    for (const doc of results.slice(0, 200)) doc.line = line(doc, hit, phrases)
    const offered = unknown.length ? nearest(unknown) : null
    return {
      results,
      topics: named(typed, terms),
      answer: whole ? answer(beside.length ? '' : said, results) : null,
      spans,
      complete: whole,
      unknown,
      nearest: offered && { topic: offered, results: having(offered) },
      hit
    }
  }

  /**
   * The entries that show a skill or belong to an organisation, each with the line that names it.
   * @type {(topic: CV.Topic) => CV.Result[]}
   */
  const having = (topic) => {
    const at = topics.indexOf(topic)
    const hit = new Map(topic.names.flatMap(words).map(([word]) => [word, 1]))
    return docs.filter((doc) => doc.at === at || doc.skills.includes(at)).map((doc) => ({ ...doc, score: 0, line: line(doc, hit, []) }))
  }

  /**
   * What is said at once: of a skill who and when, of an employer title and dates, else what was found.
   * @type {(said: string, results: CV.Result[]) => CV.Answer}
   */
  const answer = (said, results) => {
    const topic = topics.find(({ names }) => names.some((name) => squash(name) === squash(said)))
    if (!topic) return { name: '', about: 'entry', results }
    const of = having(topic)
    const employer = of.some((doc) => doc.at === topics.indexOf(topic))
    return { name: topic.names[0], about: employer ? 'employer' : 'skill', results: of }
  }

  /**
   * What a query as a whole is worth: the name of an organisation, of a skill, or a title.
   * @type {(doc: CV.Doc, asked: string) => number}
   */
  const bonus = (doc, asked) => {
    if (doc.organizations.includes(squash(asked))) return 200 - 10 * doc.rank
    if (doc.fields.organization.some((name) => fold(name).startsWith(`${asked} `))) return 30
    const title = fold(doc.title).replace(/[“”"]/g, '')
    if (title === asked) return 60
    if (asked.includes(' ') && title.includes(asked)) return 20
    if (doc.names.includes(squash(asked))) return 10
    return asked.includes(' ') && doc.whole.includes(asked) ? 15 : 0
  }

  /**
   * The skills and organisations that a query names.
   * @type {(asked: string, terms: string[][]) => CV.Topic[]}
   */
  const named = (asked, terms) =>
    topics.filter(
      (topic) =>
        topic.url &&
        topic.names.some((name) => {
          const folded = fold(name)
          return folded.startsWith(asked) || (terms.length > 0 && terms.every(([word]) => words(name).flat().includes(word)))
        })
    ).slice(0, 5)

  /**
   * The skill that its owner calls near to a word that nothing holds.
   * @type {(unknown: string[]) => CV.Topic | null}
   */
  const nearest = (unknown) => {
    const lacking = ` ${unknown.join(' ')} `
    return topics.find((topic) => topic.near?.some((name) => lacking.includes(` ${fold(name)} `))) ?? null
  }

  /**
   * What it is worth that all words stand in one line.
   * @type {(doc: CV.Doc, together: CV.Meant[]) => number}
   */
  const inOneLine = (doc, together) =>
    together.length > 1 && [...doc.text, doc.title].some((text) => together.every((meant) => words(text).some((forms) => forms.some((form) => meant.has(form))))) ? 8 : 0

  const formsOf = remember((text) => new Set(words(text).flat()))

  /**
   * The line of a document that says most of what was asked.
   * @type {(doc: CV.Doc, hit: CV.Meant, phrases: string[]) => string}
   */
  const line = (doc, hit, phrases) => {
    let best = ''
    let most = -1
    for (const text of doc.text) {
      let worth = phrases.some((phrase) => fold(text).includes(phrase)) ? 10 : 0
      for (const word of formsOf(text)) worth += (hit.get(word) ?? 0) * idf(word)
      if (worth > most) [best, most] = [text, worth]
    }
    return best
  }

  /**
   * A text in pieces, each with whether it was asked for.
   * @type {CV.Engine['pieces']}
   */
  const pieces = (text, hit) =>
    text
      .split(UNSPACED_RUN)
      .flatMap((run, at) => (at % 2 ? [...segmenter.segment(run)].map(({ segment }) => segment) : run.split(/([\p{L}\p{N}][\p{L}\p{N}@#.+\-/'’&_]*)/u)))
      .filter(Boolean)
      .map((piece) => [piece, (words(piece)[0] ?? []).some((form) => hit.has(form))])

  return { search, pieces }
}

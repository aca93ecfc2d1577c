/* The search engine, on indexes small enough to know what must come out. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import vm from 'node:vm'

const file = fileURLToPath(new URL('../../src/sphinx_cv/html/scripts/sphinx-cv-engine.js', import.meta.url))
const page = /** @type {Window} */ ({})
/* A page has it as a script, which finds its window by that name. */
vm.compileFunction(readFileSync(file, 'utf8'), ['window'], { filename: file })(page)

/* A stemmer that knows one verb and one ending. */
const stemmer = {
  /** @param {string} word */
  stemWord: (word) => (['wrote', 'written'].includes(word) ? 'write' : word.replace(/s$/, ''))
}
const stopwords = new Set(['and', 'it', 'of', 'the', 'who'])

/**
 * An entry of the index; the rest of its fields is empty.
 * @type {(id: string, fields?: Partial<CV.Entry>) => CV.Entry}
 */
const entry = (id, fields = {}) => ({
  page: id,
  rank: 0,
  kind: '',
  title: '',
  organization: '',
  at: null,
  place: '',
  when: '',
  years: null,
  short: [],
  numbers: [],
  skills: [],
  section: '',
  text: [],
  ...fields
})

/** @type {(...names: string[]) => CV.Topic} */
const topic = (...names) => ({ kind: 'Skill', names, near: [], url: `skills.html#${names[0]}` })

const labels = { entries: '', topics: '', none: '', unknown: '', partly: '', nearest: '', quoted: '', comma: '', count: { other: '' } }

/* Words that ask, as the English catalogue has them. */
const questions = {
  asking: 'use|used|work|know|leave|left',
  first: 'first|earliest',
  last: 'latest|most recent|current|present',
  longest: 'longest',
  before: 'before|until',
  after: 'after|since',
  short: 'CTO=chief technology officer|QA=quality assurance'
}
/* What a language needs beyond a stemmer. */
const grammar = {
  spellings: { our: 'or', 'is(?=e)': 'iz' },
  verbs: 'build built|lead led',
  endings: 'ship|er|y',
  light: 'happen|make'
}
const kinds = { 0: 'job|position|employer' }

/** @type {(entries: CV.Entry[], topics?: CV.Topic[]) => CV.Engine} */
const engine = (entries, topics = []) => page.cvEngine({ entries, suffix: '.html', topics, labels, words: questions, grammar, kinds }, stemmer, stopwords)

/**
 * An engine over texts; each is an entry, named by its place.
 * @param {string[]} texts
 */
const over = (...texts) => engine(texts.map((text, at) => entry(String(at), { text: [text] })))

/** @type {(asked: CV.Engine, query: string) => string[]} */
const ids = (asked, query) => asked.search(query).results.map((result) => result.page)

/**
 * Whether a query finds the only text there is.
 * @type {(text: string, query: string) => boolean}
 */
const finds = (text, query) => ids(over(text), query).length === 1

describe('letters', () => {
  for (const [text, query] of [
    ['Université', 'universite'],
    ['Universite', 'UNIVERSITÉ'],
    ['Łódź', 'lodz'],
    ['Straße', 'strasse'],
    ['smørrebrød', 'Smorrebrod'],
    ['Đặng', 'dang'],
    ['Œuvre', 'oeuvre'],
    ['Инженер', 'инженер'],
    ['ＡＢＣ', 'abc'],
    ['rock’n’roll', "rock'n'roll"],
    ['B–tree', 'B-tree']
  ]) {
    test(`${query} finds ${text}`, () => assert.ok(finds(text, query)))
  }

  test('letters that differ stay apart', () => {
    assert.ok(!finds('Łódź', 'bodz'))
    assert.ok(!finds('Инженер', 'женер'))
  })
})

describe('words', () => {
  for (const [text, query] of [
    ['Compilers in C++.', 'C++'],
    ['Tools for .NET, and more', '.NET'],
    ['Services in Node.js', 'nodejs'],
    ['Services in Node.js', 'node'],
    ['A B-tree', 'b-tree'],
    ['A B-tree', 'btree'],
    ['A B-tree', 'b tree'],
    ['A B-tree', 'tree'],
    ['CI/CD', 'cicd'],
    ['R&D (applied)', 'applied'],
    ["Ada's engine", 'Ada'],
    ['Ada', "Ada's"],
    ['SRE', 'S.R.E.'],
    ['open source', 'opensource'],
    ['multi-cloud', 'multi cloud'],
    ['distributed', 'distrib'],
    ['pc@example.org', 'example']
  ]) {
    test(`${query} finds “${text}”`, () => assert.ok(finds(text, query)))
  }

  for (const [text, query] of [
    ['Compilers in C++', 'C#'],
    ['Compilers in C#', 'C++'],
    ['the net result', '.NET'],
    ['.NET', 'net'],
    ['a tree', 'btree'],
    ['a source', 'opensource'],
    ['open', 'opensource']
  ]) {
    test(`${query} does not find “${text}”`, () => assert.ok(!finds(text, query)))
  }

  test('a letter alone is a beginning only as the last word', () => {
    assert.deepEqual(ids(over('debuggers'), 'd'), ['0'])
    assert.deepEqual(over('debuggers').search('d debuggers').unknown, ['d'])
  })

  test('a letter that is part of a word is no word', () => {
    assert.deepEqual(over('tools for a B-tree').search('b tools').unknown, ['b'])
  })

  test('two words are one only where the CV has them so', () => {
    assert.deepEqual(over('multicloud').search('multi cloud').unknown, [])
    assert.deepEqual(ids(over('open source', 'opensource', 'source'), 'open source').sort(), ['0', '1'])
  })

  test('a whole word comes before its beginning, and a short one before a long one', () => {
    assert.deepEqual(ids(over('Javascript', 'Java'), 'java'), ['1', '0'])
    assert.deepEqual(ids(over('distributed', 'distant'), 'dist'), ['1', '0'])
  })

  test('stop words count only where there is nothing else, or as an abbreviation', () => {
    const asked = over('the compiler', 'head of IT', 'The Who')
    assert.deepEqual(ids(asked, 'who of the compiler'), ['0'])
    assert.deepEqual(ids(asked, 'head it'), ['1'])
    assert.deepEqual(ids(asked, 'the who'), ['2'])
    assert.deepEqual(over('a compiler', 'support of IT').search('IT compiler').complete, false)
    assert.deepEqual(over('a compiler', 'support of IT').search('it compiler').complete, true)
  })
})

describe('stems', () => {
  test('an inflection is found by its stem', () => {
    assert.ok(finds('what was written', 'wrote'))
    assert.ok(finds('many compilers', 'compiler'))
    assert.ok(!finds('what was written', 'writer'))
  })

  test('and so are words that begin as its stem does', () => {
    assert.ok(finds('a writer', 'wrote'))
  })

  test('the very word comes first', () => {
    assert.deepEqual(ids(over('written', 'wrote'), 'wrote'), ['1', '0'])
    assert.deepEqual(ids(over('written', 'wrote'), 'written'), ['0', '1'])
  })

  test('words with figures and symbols are not stemmed', () => {
    /** @type {string[]} */
    const stemmed = []
    const recording = {
      /** @param {string} word */
      stemWord: (word) => {
        stemmed.push(word)
        return word
      }
    }
    const none = { spellings: {}, verbs: '', endings: '(?!)', light: '' }
    const entries = [entry('only', { text: ['compilers in C++ and k8s'] })]
    page.cvEngine({ entries, suffix: '', topics: [], labels, words: { ...questions, short: '' }, grammar: none, kinds: {} }, recording, stopwords).search('k8s')
    assert.deepEqual([...new Set(stemmed)].filter(Boolean).sort(), ['and', 'compilers', 'in'])
  })
})

describe('families of words', () => {
  for (const [text, query] of [
    ['Led a team', 'lead'],
    ['We lead', 'led'],
    ['Built a mill', 'building a mill'],
    ['colour theory', 'color'],
    ['organised', 'organized'],
    ['modelling', 'modelling'],
    ['an apprentice', 'apprenticeship'],
    ['a shipwright', 'ship wright'],
    ['boat and building', 'boat building'],
    ['woodworkers', 'wood worker'],
    ['Ph.D. in physics', 'PhD'],
    ['PhD in physics', 'Ph.D.']
  ]) {
    test(`${query} finds ${text}`, () => assert.ok(finds(text, query)))
  }

  test('other endings count only where nothing else is found', () => {
    assert.deepEqual(ids(over('upholstery', 'upholsterers'), 'upholsterer'), ['1'])
    assert.ok(!finds('docks', 'Docker'))
  })

})

describe('questions', () => {
  const asked = engine([
    entry('long', { organization: 'Analytical Engines', title: 'Programmer', years: [1838, 1846] }),
    entry('aid', { organization: 'Red Cross', title: 'First aider', years: [1836, 1838], text: ['Taught first aid'] }),
    entry('mill', { organization: 'Old Mill', title: 'Reader', years: [1830, 1836], text: ['An early mill', 'What happens in a mill'] })
  ])

  test('words of order in a phrase of the CV, or before what it lacks, ask for no order', () => {
    assert.deepEqual(ids(asked, 'first aid'), ['aid'])
    assert.deepEqual(ids(asked, 'first job'), ['mill'])
    const found = asked.search('latest mile')
    assert.deepEqual([found.unknown, found.complete], [['latest', 'mile'], false])
  })

  for (const [query, expected] of /** @type {[string, string[]][]} */ ([
    ['before Red Cross', ['mill']],
    ['job before the Red Cross', ['mill']],
    ['before Analytical Engines', ['aid', 'mill']],
    ['after Old Mill', ['aid', 'long']],
    ['after Analytical', []]
  ])) {
    test(`${query} finds ${expected.join(' and ') || 'nothing else'}`, () => {
      const { results, complete } = asked.search(query)
      assert.deepEqual(results.map((result) => result.page), expected.length ? expected : ['long'])
      assert.ok(complete)
    })
  }

  test('a verb that every question may have may be missing, and counts where it is there', () => {
    assert.deepEqual(ids(asked, 'what happened in 1837'), ['aid'])
    assert.deepEqual(ids(asked, 'happened aid'), ['aid'])
    assert.deepEqual(ids(asked, 'happens'), ['mill'])
  })

  test('words in one line are worth more than the same words apart', () => {
    assert.deepEqual(ids(over('gdb', 'tcpdump, gdb'), 'tcpdump gdb'), ['1'])
    const apart = engine([entry('apart', { text: ['gdb', 'tcpdump'] }), entry('together', { text: ['gdb and tcpdump'] })])
    assert.deepEqual(ids(apart, 'gdb tcpdump'), ['together', 'apart'])
  })

  test('the beginning of an employer’s name is the employer', () => {
    const found = engine([entry('title', { title: 'Vassar Fellow' }), entry('there', { organization: 'Vassar College' })])
    assert.deepEqual(ids(found, 'Vassar'), ['there', 'title'])
  })
})

describe('typing errors', () => {
  for (const [text, query] of [
    ['Chromium', 'Chromuim'],
    ['Stockholm', 'Sotckholm'],
    ['Kubernetes', 'Kubernets'],
    ['Kubernetes', 'Kubberrnetes'],
    ['Kubernetes', 'Kabernetis'],
    ['Linux', 'Lihux'],
    ['Python', 'ypthon']
  ]) {
    test(`${query} finds ${text}`, () => assert.ok(finds(text, query)))
  }

  for (const [text, query, why] of [
    ['Rust', 'Rsut', 'a short word has too many neighbours'],
    ['Linux', 'Lihox', 'two of five letters are too many'],
    ['Kubernetes', 'Kabirnetis', 'three letters are too many'],
    ['Rust', 'trust', 'the first letter is hardly ever wrong'],
    ['Python3', 'Pyhton3', 'figures are meant']
  ]) {
    test(`${query} does not find ${text}: ${why}`, () => assert.deepEqual(over(text).search(query).unknown.length, 1))
  }

  test('the fewer letters are wrong, the better', () => {
    assert.deepEqual(ids(over('Kuberxexes', 'Kubernexes'), 'Kubernetes'), ['1', '0'])
  })

  test('two wrong letters make another word of a short one, unless they changed places', () => {
    assert.ok(!finds('standard', 'Stanford'))
    assert.ok(finds('Spotify', 'Spofity'))
  })

  test('what is written right is not corrected', () => {
    assert.deepEqual(ids(over('Kubernetes', 'Kubernetis'), 'Kubernetes'), ['0'])
  })
})

describe('years', () => {
  const asked = engine([
    entry('short', { years: [2011, 2013], text: ['gdb'] }),
    entry('long', { years: [2005, 2020], text: ['tcpdump'] }),
    entry('later', { years: [2022, 9999] }),
    entry('undated')
  ])

  for (const [query, expected] of /** @type {[string, string[]][]} */ ([
    ['2012', ['short', 'long']],
    ['2005', ['long']],
    ['2021', []],
    ['2011-2013', ['short', 'long']],
    ['2013 – 2011', ['short', 'long']],
    ['2006 to 2020', ['long', 'short']],
    ['2013..2013', ['short', 'long']],
    ['2021 to present', ['later']],
    ['2030', ['later']]
  ])) {
    test(`${query} finds ${expected.join(' before ') || 'nothing'}`, () => assert.deepEqual(ids(asked, query), expected))
  }

  test('years are meant: words do not make up for them', () => {
    assert.deepEqual(ids(asked, '2012 gdb'), ['short'])
    assert.deepEqual(ids(asked, '2005 gdb'), ['long'])
    assert.ok(!asked.search('2005 gdb').complete)
  })

  test('figures within a word or out of a career are words', () => {
    assert.deepEqual(asked.search('rfc2012').unknown, ['rfc2012'])
    assert.deepEqual(asked.search('1815').unknown, ['1815'])
  })

  test('a role counts for a little more', () => {
    const { results } = engine([
      entry('studies', { years: [2012, 2012], rank: 3 }),
      entry('work', { years: [2012, 2012], rank: 0 })
    ]).search('2012')
    assert.deepEqual(
      results.map(({ page: name, score }) => [name, score]),
      [
        ['work', 33],
        ['studies', 29.25]
      ]
    )
  })
})

describe('phrases', () => {
  const text = 'A low-latency distributed\n store, “in memory”'
  for (const query of ['"distributed store"', '"LOW–LATENCY  distributed"', '„distributed store“', '"distributed store', '"store" memory']) {
    test(`${query} is found`, () => assert.ok(finds(text, query)))
  }
  for (const query of ['"store distributed"', '"distributed" "database"', '"distributed databases"']) {
    test(`${query} is not found`, () => assert.ok(!finds(text, query)))
  }

  test('a phrase is meant: a word elsewhere does not make up for it', () => {
    const asked = over('a distributed store', 'a database')
    assert.deepEqual(ids(asked, '"distributed store" database'), ['0'])
    assert.ok(!asked.search('"distributed store" database').complete)
    assert.deepEqual(ids(asked, '"low latency" database'), [])
    assert.deepEqual(ids(asked, 'distributed database').sort(), ['0', '1'])
  })
})

describe('what comes first', () => {
  test('of entries that match alike, those of the least rank, and then in their order', () => {
    const same = { text: ['gdb'] }
    const asked = engine([
      entry('interest', { ...same, rank: 10 }),
      entry('first', { ...same, rank: 0 }),
      entry('second', { ...same, rank: 0 }),
      entry('person', { ...same, rank: 8 })
    ])
    assert.deepEqual(ids(asked, 'gdb'), ['first', 'second', 'person', 'interest'])
  })

  test('a title weighs more than a place, and a place more than a text', () => {
    const asked = engine([
      entry('text', { text: ['Grenoble'] }),
      entry('place', { place: 'Grenoble, France' }),
      entry('title', { title: 'Friends of Grenoble' })
    ])
    assert.deepEqual(ids(asked, 'grenoble'), ['title', 'place', 'text'])
  })

  test('a word counts for a little more in each further place', () => {
    const asked = engine([entry('once', { text: ['gdb'] }), entry('twice', { text: ['gdb', 'gdb'] })])
    assert.deepEqual(ids(asked, 'gdb'), ['twice', 'once'])
  })

  test('a whole title, a part of a title and a part of a text are worth more than the words', () => {
    const words = { text: ['A reliability of the site', 'Reliability, site', 'Reliability, site'] }
    const asked = engine([
      entry('words', { title: 'Reliability, site', ...words }),
      entry('text', { title: 'Reliability, site', text: ['Site reliability'] }),
      entry('part', { title: 'Site reliability engineer' }),
      entry('whole', { title: '“Site reliability”' })
    ])
    assert.deepEqual(ids(asked, 'site reliability'), ['whole', 'part', 'text', 'words'])
  })

  test('a rare word tells more than one that is everywhere', () => {
    const found = over('support', 'support', 'support', 'wireshark').search('support wireshark')
    assert.equal(found.results[0].page, '3')
    assert.equal(found.complete, false)
  })

  test('an entry that has all words hides those that have some', () => {
    const found = over('support', 'wireshark', 'support wireshark').search('wireshark support')
    assert.deepEqual(found.results.map(({ page: id }) => id), ['2'])
    assert.equal(found.complete, true)
  })

  test('the name of an organisation is for what was done there, by rank', () => {
    const asked = engine([
      entry('certificate', { rank: 7, title: 'Red Hat Engineer', organization: 'Red Hat', text: ['Red Hat, Red Hat'] }),
      entry('role', { rank: 0, title: 'Engineer', organization: 'Red Hat' })
    ])
    assert.deepEqual(ids(asked, 'Red Hat'), ['role', 'certificate'])
    assert.deepEqual(ids(asked, 'red hat engineer')[0], 'certificate')
  })

  test('words of several fields come together', () => {
    const asked = engine([
      entry('both', { title: 'Engineer', place: 'Stockholm' }),
      entry('one', { title: 'Engineer', place: 'Paris' })
    ])
    assert.deepEqual(ids(asked, 'stockholm engineer'), ['both'])
  })

  test('no more are given than asked for', () => {
    assert.equal(over('gdb', 'gdb', 'gdb').search('gdb', 2).results.length, 2)
  })
})

describe('skills and organisations', () => {
  const topics = [topic('Go', 'Golang'), topic('Meteor Development Group', 'Apollo'), topic('Linux'), { ...topic('Unlisted'), url: '' }]
  const asked = engine(
    [
      entry('skilled', { skills: [0] }),
      entry('employed', { at: 1, organization: 'Meteor Development Group', title: 'Site Reliability Engineer' })
    ],
    topics
  )
  /** @param {string} query */
  const named = (query) => asked.search(query).topics.map(({ names }) => names[0])

  test('an entry is found by the other names of its skills and of its organisation', () => {
    assert.deepEqual(ids(asked, 'golang'), ['skilled'])
    assert.deepEqual(ids(asked, 'apollo'), ['employed'])
  })

  test('and by the capitals of long names', () => {
    assert.deepEqual(ids(asked, 'SRE'), ['employed'])
    assert.deepEqual(ids(asked, 'mdg'), ['employed'])
    assert.deepEqual(ids(engine([entry('short', { title: 'Staff Engineer' })]), 'SE'), [])
  })

  test('those that a query names are given too, if a page lists them', () => {
    assert.deepEqual(named('Lin'), ['Linux'])
    assert.deepEqual(named('golang'), ['Go'])
    assert.deepEqual(named('group meteor'), ['Meteor Development Group'])
    assert.deepEqual(named('linux golang'), [])
    assert.deepEqual(named('Unlisted'), [])
  })

  test('but no more than five', () => {
    const many = ['Git', 'Gimp', 'Go', 'Gnome', 'Grafana', 'Gradle'].map((name) => topic(name))
    assert.equal(engine([], many).search('g').topics.length, 5)
  })
})

describe('questions', () => {
  const asked = engine(
    [
      entry('new', { title: 'Engineer', organization: 'Later', at: 0, place: 'Lyon, France', years: [2015, 2020], skills: [2] }),
      entry('old', { title: 'Chief Technology Officer', organization: 'Earlier', at: 1, place: 'Berlin', years: [2000, 2014] }),
      entry('studies', { title: 'QA', years: [1995, 1999], rank: 3, text: ['A course in law'] })
    ],
    [topic('Later'), topic('Earlier'), topic('SQL')]
  )
  for (const [query, ...expected] of [
    ['current employer', 'new'],
    ['most recent job', 'new'],
    ['the earliest position', 'old'],
    ['longest', 'old'],
    ['position, France', 'new'],
    ['who left Earlier?', 'old'],
    ['since 2015', 'new'],
    ['before 2000', 'studies'],
    ['2000 and 2014', 'old'],
    ['CTO', 'old'],
    ['quality assurance', 'studies'],
    ['know SQL', 'new'],
    ['used', ...[]]
  ]) {
    test(`${query} finds ${expected.join(' before ') || 'nothing'}`, () => assert.deepEqual(ids(asked, query), expected))
  }

  test('a skill says where, an employer what, and anything else what was found', () => {
    assert.deepEqual([asked.search('who used SQL?').answer].map((each) => [each?.name, each?.about, each?.results[0].page]), [['SQL', 'skill', 'new']])
    assert.equal(asked.search('earlier').answer?.about, 'employer')
    assert.equal(asked.search('course').answer?.about, 'entry')
    assert.equal(asked.search('course in chemistry').answer, null)
  })
})

describe('compounds', () => {
  for (const [text, query] of [
    ['time series', 'time-series'],
    ['time series', 'timeseries'],
    ['time-series', 'time series'],
    ['timeseries', 'time-series'],
    ['B-tree', 'B-trees']
  ]) {
    test(`${query} finds ${text}`, () => assert.ok(finds(text, query)))
  }
})

describe('scripts without spaces', () => {
  test('words are found within a sentence', () => {
    assert.ok(finds('ドイツで細菌を研究した', '細菌'))
    assert.ok(finds('東京大学を卒業', '大学'))
    assert.ok(!finds('ドイツで細菌を研究した', '量子力学'))
  })

  test('and marked in it', () => {
    const found = over('ドイツで細菌を研究').search('細菌')
    assert.deepEqual(found.results[0] && over('').pieces('細菌を', found.hit).filter(([, hit]) => hit).map(([piece]) => piece), ['細菌'])
  })
})

describe('unknown words', () => {
  const asked = engine(
    [entry('only', { text: ['support'], skills: [1] })],
    [topic('kernel'), { ...topic('containers'), near: ['Kubernetes', 'Docker'] }]
  )

  test('they are named, and the others still find', () => {
    const found = asked.search('Haskell support')
    assert.deepEqual(found.unknown, ['haskell'])
    assert.deepEqual(found.results.map(({ page: id }) => id), ['only'])
  })

  test('a skill is offered for the words that its owner calls near, and for no others', () => {
    assert.equal(asked.search('Kubernetes').nearest?.topic.names[0], 'containers')
    assert.deepEqual(asked.search('kubernetes').nearest?.results.map(({ page: id }) => id), ['only'])
    assert.deepEqual(asked.search('kubernetes').results, [])
    assert.equal(asked.search('Kuberhaskell').nearest, null)
    assert.equal(asked.search('support').nearest, null)
  })

  test('a query of nothing but unknown words finds nothing', () => {
    const found = asked.search('Haskell Erlang')
    assert.deepEqual(found.unknown, ['haskell', 'erlang'])
    assert.deepEqual(found.results, [])
    assert.equal(found.complete, false)
  })
})

describe('what is not there', () => {
  const queries = ['', '   ', 'gdb', 'C++', '2012', '2011-2013', '"a phrase"', '"', '-', '(.*', 'the']

  test('an empty index gives nothing to any query', () => {
    const asked = engine([])
    for (const query of queries) {
      const { results, topics, nearest, complete } = asked.search(query)
      assert.deepEqual({ results, topics, nearest, complete }, { results: [], topics: [], nearest: null, complete: false }, query)
    }
    assert.deepEqual(asked.search('gdb 2012').unknown, ['gdb'])
  })

  test('an index without topics is searched', () => {
    const found = over('Debugging with gdb').search('gdb Zinux')
    assert.deepEqual(found.results.map(({ page: id }) => id), ['0'])
    assert.deepEqual(found.topics, [])
    assert.equal(found.nearest, null)
  })

  test('an entry of empty fields is never found', () => {
    const asked = engine([entry('empty')])
    for (const query of queries) assert.deepEqual(ids(asked, query), [], query)
  })
})

describe('what is shown', () => {
  test('the line that holds most of what was asked, the first of several', () => {
    const asked = engine([entry('only', { text: ['First of all, support.', 'Use of gdb for support.', 'Use of tcpdump, gdb.'] })])
    assert.equal(asked.search('gdb support').results[0].line, 'Use of gdb for support.')
    assert.equal(asked.search('gdb').results[0].line, 'Use of gdb for support.')
    assert.equal(asked.search('"use of tcpdump"').results[0].line, 'Use of tcpdump, gdb.')
  })

  test('a text in pieces that make it up again, with those that were asked for', () => {
    const text = 'Wrote B-trees, in C++; read “others”.'
    const asked = over(text)
    /** @type {(query: string) => string[]} */
    const marked = (query) => {
      const pieces = asked.pieces(text, asked.search(query).hit)
      assert.equal(pieces.map(([piece]) => piece).join(''), text)
      return pieces.filter(([, found]) => found).map(([piece]) => piece)
    }
    assert.deepEqual(marked('written tree'), ['Wrote', 'B-trees'])
    assert.deepEqual(marked('c++ others'), ['C++', 'others'])
    assert.deepEqual(marked('Haskell'), [])
  })
})

/* What the scripts below static/ and scripts/ pass to each other.  It stands beside those folders, so
   that no visitor loads it. */

declare namespace CV {
  /** One record, as sphinx_cv/exports/search_index.py writes it; `at` and `skills` are places in the topics. */
  interface Entry {
    page: string
    rank: number
    kind: string
    title: string
    organization: string
    at: number | null
    place: string
    when: string
    years: Span | null
    short: string[]
    numbers: string[]
    skills: number[]
    section: string
    text: string[]
    /** Whether its title stands first, and not its organisation. */
    work?: boolean
    /** Its address, where that is not the name of its page with the index's suffix. */
    url?: string
  }

  /** A skill or an organisation; its name and its other names; what it is near to; no address where no page lists it. */
  interface Topic {
    kind: string
    names: string[]
    near?: string[]
    url: string
  }

  /** Words that ask, by what they ask for; alternatives stand between "|", short forms before a "=". */
  type Words = Record<'asking' | 'before' | 'after' | 'short' | Order, string>

  /** What a language's stemmer and stop words lack. */
  interface Grammar {
    /** Regular expressions, each with what stands in place of what it matches. */
    spellings: Record<string, string>
    /** Irregular verbs, each with its other forms. */
    verbs: string
    /** Endings that make another word of the same family. */
    endings: string
    /** Verbs that may be left out, where the CV lacks them. */
    light: string
  }

  type Order = 'first' | 'last' | 'longest'

  /** The first year and the last. */
  type Span = [from: number, to: number]

  /** A label for each of the language's plurals; `other` is that of those it does not name. */
  type Counted = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

  interface Labels {
    entries: string
    topics: string
    none: string
    unknown: string
    partly: string
    nearest: string
    quoted: string
    comma: string
    count: Counted
  }

  interface Index {
    entries: Entry[]
    suffix: string
    topics: Topic[]
    labels: Labels
    words: Words
    grammar: Grammar
    /** What entries of a rank are called in questions. */
    kinds: Record<number, string>
  }

  interface Stemmer {
    stemWord: (word: string) => string
  }

  /** An entry, ready to be searched. */
  interface Doc extends Entry {
    url: string
    /** Its place in the order of the career. */
    order: number
    organizations: string[]
    names: string[]
    fields: Record<string, string[]>
    whole: string
    /** The same on one line, once a phrase was asked for. */
    flat?: string
  }

  /** Words of the CV, each with how surely it is meant. */
  type Meant = Map<string, number>

  /** Places of documents, each with what it scores. */
  type Scores = Map<number, number>

  /** A query, taken apart. */
  interface Query {
    phrases: string[]
    spans: Span[]
    order: Order | null
    /** Whether what came before an employer is asked for (0), or after it (1); else -1. */
    next: number
    terms: string[][]
  }

  interface Result extends Doc {
    score: number
    line: string
  }

  /** What is said at once: the name that it is about, if it is one, and where and when. */
  interface Answer {
    name: string
    about: 'skill' | 'employer' | 'entry'
    results: Result[]
  }

  interface Found {
    results: Result[]
    topics: Topic[]
    answer: Answer | null
    spans: Span[]
    complete: boolean
    unknown: string[]
    nearest: { topic: Topic; results: Result[] } | null
    hit: Meant
  }

  interface Engine {
    search: (query: string, most?: number) => Found
    pieces: (text: string, hit: Meant) => [piece: string, found: boolean][]
  }

  interface Search {
    combobox: (input: HTMLInputElement) => void
    page: (input: HTMLInputElement, place: HTMLElement, status: HTMLElement) => void
    rows: (input: HTMLInputElement, place: HTMLElement) => void
  }
}

interface Window {
  cvIndex: CV.Index
  cvEngine: (index: CV.Index, stemmer: CV.Stemmer, stopwords: Set<string>) => CV.Engine
  cvSearch: (engine: CV.Engine, labels: CV.Labels, root: string) => CV.Search
}

/* What Sphinx's language_data.js defines. */
declare const Stemmer: new () => CV.Stemmer
declare const stopwords: Set<string>

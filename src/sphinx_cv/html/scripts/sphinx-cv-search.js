// @ts-check
/* What is seen of the search: the front page's own rows, a combobox on other pages (WAI-ARIA 1.2), a
   list on the results page. */
window.cvSearch = (engine, labels, root) => {
  'use strict'
  const { search, pieces } = engine

  /** @type {(element: Element, attributes: Record<string, string>) => void} */
  const set = (element, attributes) => Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value))
  /**
   * An element of the page: its name, its attributes, and what stands in it.
   * @type {(name: string, attributes?: Record<string, string>, ...children: (Node | string)[]) => HTMLElement}
   */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name)
    set(element, attributes)
    element.append(...children)
    return element
  }
  /** @type {(text: string, hit: CV.Meant) => (Node | string)[]} */
  const marked = (text, hit) => pieces(text, hit).map(([piece, found]) => (found ? make('mark', {}, piece) : piece))
  /** @type {(text: string, hit: CV.Meant, length: number) => string} */
  const shorten = (text, hit, length) => {
    if (text.length <= length) return text
    const parts = pieces(text, hit)
    const first = parts.findIndex(([, found]) => found)
    const before = parts.slice(0, Math.max(first, 0)).map(([piece]) => piece).join('').length
    const start = before > length * 0.6 ? text.lastIndexOf(' ', before - length * 0.3) + 1 : 0
    const end = text.lastIndexOf(' ', start + length)
    return (start ? '…' : '') + text.slice(start, end > start ? end : start + length) + (end < text.length ? '…' : '')
  }

  /**
   * A result is a row like all others: who, when, what, and the sentence.
   * @type {(cells: Record<string, string>, hit: CV.Meant) => (Node | string)[]}
   */
  const cells = (texts, hit) =>
    Object.entries(texts).flatMap(([name, text]) => (text ? [make('span', { class: `cv-hit-${name}` }, ...marked(text, hit)), ' '] : []))
  /** @type {(entry: CV.Result, hit: CV.Meant, length: number) => (Node | string)[]} */
  const entryParts = (entry, hit, length) => {
    const { title, organization, when, place, line } = entry
    const [who, what] = organization && !entry.work ? [organization, title] : [title, organization]
    return cells({ who, when, what: [what, place].filter(Boolean).join(' · '), line: line && shorten(line, hit, length) }, hit)
  }
  /** @type {(topic: CV.Topic, hit: CV.Meant) => (Node | string)[]} */
  const topicParts = (topic, hit) => cells({ who: topic.names[0], when: topic.kind }, hit)

  const plural = new Intl.PluralRules(document.documentElement.lang || 'en')
  /** @param {number} found */
  const counted = (found) => (labels.count[plural.select(found)] ?? labels.count.other).replace('{count}', String(found))
  /** @param {string} word */
  const quoted = (word) => labels.quoted.replace('{word}', () => word)
  /**
   * What to say where there is nothing, or not all, to show.
   * @param {CV.Found} found
   */
  const remarks = (found) => {
    const said = []
    if (found.unknown.length) said.push(labels.unknown.replace('{words}', () => found.unknown.map(quoted).join(', ')))
    else if (!found.results.length && !found.topics.length) said.push(labels.none)
    if (found.results.length && !found.complete) said.push(labels.partly)
    return said
  }
  /**
   * Where and when, in a link; of an employer's own entries what and when.
   * @type {(entry: CV.Result, about: CV.Answer['about']) => HTMLElement}
   */
  const brief = (entry, about) => {
    const name = (about !== 'employer' && entry.organization) || entry.title
    return make('a', { href: root + entry.url }, name, entry.when && labels.comma, make('span', { class: 'cv-date' }, entry.when))
  }
  /** @type {(first: Node | string, entries: CV.Result[], about: CV.Answer['about']) => (Node | string)[]} */
  const listed = (first, entries, about) => [
    first,
    ...entries.slice(0, MOST).flatMap((entry) => [' · ', brief(entry, about)]),
    ...(entries.length > MOST ? [' · …'] : [])
  ]
  const MOST = 3
  /**
   * The answer in a line; or, where nothing holds a word, what is near to it.
   * @type {(found: CV.Found) => (Node | string)[]}
   */
  const answered = ({ answer, nearest }) => {
    if (answer?.name) return listed(make('b', {}, answer.name), answer.results, answer.about)
    if (!nearest) return []
    const [before, after] = labels.nearest.split('{name}')
    const { topic, results } = nearest
    return [before, ...listed(topic.url ? make('a', { href: root + topic.url }, topic.names[0]) : topic.names[0], results, 'skill'), after]
  }

  /**
   * The sidebar: as you type.
   * @type {CV.Search['combobox']}
   */
  const combobox = (input) => {
    const { form } = input
    if (!form) return
    const list = make('div', { class: 'cv-popup', id: 'cv-popup', role: 'listbox', 'aria-label': input.getAttribute('aria-label') ?? '', hidden: '' })
    const status = make('div', { class: 'cv-status', role: 'status' })
    form.append(list, status)
    /** @type {HTMLElement[]} */
    let options = []
    let active = -1
    set(input, { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': 'cv-popup', 'aria-expanded': 'false' })

    /** @param {number} at */
    const choose = (at) => {
      options[active]?.setAttribute('aria-selected', 'false')
      active = at
      const chosen = options[active]
      if (!chosen) return input.removeAttribute('aria-activedescendant')
      chosen.setAttribute('aria-selected', 'true')
      chosen.scrollIntoView({ block: 'nearest' })
      input.setAttribute('aria-activedescendant', chosen.id)
    }
    /** @param {boolean} shown */
    const open = (shown) => {
      list.hidden = !shown
      input.setAttribute('aria-expanded', String(shown))
      if (!shown) choose(-1)
    }
    /** @type {(label: string, name: string, items: HTMLElement[]) => HTMLElement[]} */
    const group = (label, name, items) => {
      if (!items.length) return []
      const heading = make('div', { class: 'cv-group', id: `cv-group-${name}`, role: 'presentation' }, label)
      return [make('div', { role: 'group', 'aria-labelledby': `cv-group-${name}` }, heading, ...items)]
    }
    /** @type {(url: string, parts: (Node | string)[]) => HTMLElement} */
    const option = (url, parts) =>
      make('a', { class: 'cv-hit', role: 'option', href: root + url, tabindex: '-1', 'aria-selected': 'false' }, ...parts)
    const show = () => {
      const asked = input.value.trim()
      if (!asked) return open(false)
      const found = search(asked, 8)
      const near = found.results.length ? null : found.nearest
      const entries = (near?.results ?? found.results).map((entry) => option(entry.url, entryParts(entry, found.hit, 110)))
      const topics = (near?.topic.url ? [near.topic] : found.topics).map((topic) => option(topic.url, topicParts(topic, found.hit)))
      /* A list of options holds no links but these. */
      const said = answered(found).map((part) => (typeof part === 'string' ? part : part.textContent)).join('')
      list.replaceChildren(
        ...[...remarks(found), said].filter(Boolean).map((text) => make('p', { class: 'cv-remark' }, text)),
        ...group(labels.entries, 'entries', entries),
        ...group(labels.topics, 'topics', topics)
      )
      options = [...entries, ...topics]
      options.forEach((each, at) => { each.id = `cv-option-${at}` })
      status.textContent = [...remarks(found), said, ...(options.length && found.complete ? [counted(options.length)] : [])].filter(Boolean).join(' ')
      active = -1
      open(true)
    }

    input.addEventListener('input', show)
    input.addEventListener('focus', show)
    const steps = new Map([['ArrowDown', 1], ['ArrowUp', -1]])
    input.addEventListener('keydown', (event) => {
      const step = steps.get(event.key)
      if (step && options.length) {
        event.preventDefault()
        if (list.hidden) open(true)
        /* One place more than there are options: that of the words typed. */
        const places = options.length + 1
        choose(((active + 1 + step + places) % places) - 1)
      } else if (event.key === 'Enter' && !input.value.trim()) {
        event.preventDefault()
      } else if (event.key === 'Enter' && options[active] && !list.hidden) {
        event.preventDefault()
        options[active].click()
      } else if (event.key === 'Escape' && !list.hidden) {
        event.preventDefault()
        event.stopPropagation()
        open(false)
      }
    })
    form.addEventListener('focusout', (event) => {
      if (!(event.relatedTarget instanceof Node && form.contains(event.relatedTarget))) open(false)
    })
    /* A press on a result must not take the focus first, or the list is gone before it is clicked. */
    list.addEventListener('pointerdown', (event) => event.preventDefault())
    if (document.activeElement === input) show()
  }

  /**
   * The address is what is asked, to be sent to others; browsers limit how often it may change.
   * @param {string} asked
   */
  const address = (asked) => {
    const url = new URL(location.href)
    if (asked.trim()) url.searchParams.set('q', asked)
    else url.searchParams.delete('q')
    try {
      history.replaceState(history.state, '', url)
    } catch {
      /* The next one will do. */
    }
  }
  /**
   * Show what the address asks, then what is typed; what was typed before this script came belongs into the address too.
   * @type {(input: HTMLInputElement, show: () => void) => () => void}
   */
  const asking = (input, show) => {
    const change = () => {
      show()
      address(input.value)
    }
    const asked = new URLSearchParams(location.search).get('q')
    if (asked && !input.value) input.value = asked
    input.addEventListener('input', change)
    change()
    return change
  }

  /**
   * The results page.
   * @type {CV.Search['page']}
   */
  const page = (input, place, status) => {
    const show = () => {
      const asked = input.value.trim()
      if (!asked) {
        status.textContent = ''
        return place.replaceChildren()
      }
      const found = search(asked, 50)
      const entries = found.results.map((entry) => make('li', {}, make('a', { class: 'cv-hit', href: root + entry.url }, ...entryParts(entry, found.hit, 260))))
      const topics = found.topics.map((topic) => make('li', {}, make('a', { class: 'cv-hit', href: root + topic.url }, ...topicParts(topic, found.hit))))
      /** @type {(label: string, items: HTMLElement[]) => HTMLElement[]} */
      const section = (label, items) => (items.length ? [make('h2', {}, label), make('ol', { class: 'cv-hits' }, ...items)] : [])
      place.replaceChildren(make('p', { class: 'cv-say' }, ...answered(found)), ...section(labels.entries, entries), ...section(labels.topics, topics))
      status.textContent = [counted(entries.length + topics.length), ...remarks(found)].join(' · ')
    }
    input.form?.addEventListener('submit', (event) => event.preventDefault())
    asking(input, show)
  }

  /**
   * The front page: its rows are the results.
   * @type {CV.Search['rows']}
   */
  const rows = (input, place) => {
    /** @param {Element} part */
    const pageOf = (part) => part.getAttribute('data-cv-page') ?? ''
    const all = [...document.querySelectorAll('.cv-row, .cv-skill-rows > li')].map((row) => ({
      row,
      parts: [...row.querySelectorAll('[data-cv-page]')],
      found: row.querySelector('.cv-found'),
      names: row.querySelector('li .cv-names')
    }))
    const known = new Set(all.flatMap(({ row, parts, names }) => names ? [] : [row, ...parts].map(pageOf)))
    const list = document.querySelector('.cv-career') ?? document.body
    /** @type {(entry: CV.Result, hit: CV.Meant) => HTMLElement[]} */
    const sentence = (entry, hit) =>
      pieces(entry.line, hit).some(([, found]) => found) ? [make('span', { class: 'cv-hit-line' }, ...marked(shorten(entry.line, hit, 260), hit))] : []

    /**
     * A group of skills answers where it has one that is meant, any other row where it has a result.
     * @type {(results: Map<string, CV.Result>, hit: CV.Meant, topics: CV.Topic[]) => void}
     */
    const light = (results, hit, topics) => {
      for (const { row, parts, found, names } of all) {
        const skills = names?.textContent?.split(' · ')
        const here = [...new Set([row, ...parts].map(pageOf))].flatMap((name) => results.get(name) ?? [])
        const lit = skills ? topics.some((topic) => skills.includes(topic.names[0])) : here.length > 0
        row.classList.toggle('cv-hit-row', lit)
        for (const part of parts) part.classList.toggle('cv-lit', lit && results.has(pageOf(part)))
        found?.replaceChildren(...here.slice(0, MOST).flatMap((entry) => sentence(entry, hit)))
        names?.replaceChildren(...marked(names.textContent ?? '', lit ? hit : new Map()))
      }
    }
    /* What all rows have behind their bars is drawn once, so one tint is seen in all of them. */
    const axis = document.querySelector('.cv-axis')
    const lines = document.getElementById('cv-lines')
    /** @param {CV.Span[]} spans */
    const tint = (spans) => {
      lines?.querySelectorAll('.cv-year').forEach((old) => old.remove())
      const [first, last] = ['data-cv-first', 'data-cv-last'].map((name) => Number(axis?.getAttribute(name)))
      const percent = 100 / (last + 1 - first)
      for (const [from, to] of spans) {
        const [start, end] = [Math.max(from, first), Math.min(to, last) + 1]
        if (end <= start) continue
        const at = document.dir === 'rtl' ? last + 1 - end : start - first
        const year = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
        set(year, { class: 'cv-year', x: `${at * percent}%`, width: `${(end - start) * percent}%`, height: '100%' })
        lines?.prepend(year)
      }
    }
    /**
     * What no row can show: the answer, the count, what stands on other pages.
     * @type {(found: CV.Found, results: CV.Result[]) => (Node | string)[]}
     */
    const say = (found, results) => {
      const elsewhere = results.filter(({ page: name }) => !known.has(name))
      const said = answered(found)
      const shown = results.length ? listed(counted(results.length), results, 'entry') : []
      const told = said.length ? said : shown
      const heard = said.length && found.complete ? [make('span', { class: 'cv-status' }, ` · ${counted(results.length)}`)] : []
      const parts = [
        ...remarks(found).map((text) => make('span', {}, text)),
        ...(told.length ? [make('span', {}, ...told, ...heard)] : []),
        ...elsewhere.slice(0, 2).flatMap((entry) => sentence(entry, found.hit))
      ]
      return parts.flatMap((part) => [part, ' '])
    }

    const show = () => {
      const asked = input.value.trim()
      list.classList.toggle('cv-asked', asked !== '')
      if (!asked) {
        light(new Map(), new Map(), [])
        tint([])
        return place.replaceChildren()
      }
      const found = search(asked, Infinity)
      const near = !found.results.length && found.nearest
      const results = near ? near.results : found.results
      light(new Map(results.map((entry) => [entry.page, entry])), near ? new Map(near.topic.names.flatMap((name) => [...search(name).hit])) : found.hit, near ? [near.topic] : found.topics)
      tint(found.complete ? found.spans : [])
      place.replaceChildren(...say(found, results))
    }
    const change = asking(input, show)
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return
      event.preventDefault()
      if (!input.value) return input.blur()
      input.value = ''
      change()
    })
    /* Enter opens the first row that answers. */
    input.form?.addEventListener('submit', (event) => {
      event.preventDefault()
      const first = document.querySelector('details.cv-hit-row')
      if (!(first instanceof HTMLDetailsElement)) return
      first.open = true
      first.querySelector('summary')?.focus()
    })
  }

  return { combobox, page, rows }
}

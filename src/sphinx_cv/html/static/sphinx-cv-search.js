// @ts-check
/* What is seen of the search: a combobox in the sidebar (WAI-ARIA 1.2), a list on the results page. */
window.cvSearch = (engine, labels, root) => {
  'use strict'
  const { search, pieces } = engine

  /**
   * An element of the page: its name, its attributes, and what stands in it.
   * @type {(name: string, attributes?: Record<string, string>, ...children: (Node | string)[]) => HTMLElement}
   */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...children)
    return element
  }
  /** @type {(text: string, hit: CV.Meant) => (Node | string)[]} */
  const marked = (text, hit) => pieces(text, hit).map(([piece, found]) => (found ? make('mark', {}, piece) : piece))
  /** @type {(text: string, hit: CV.Meant, length: number) => string} */
  const shorten = (text, hit, length) => {
    if (text.length <= length) return text
    const first = pieces(text, hit).findIndex(([, found]) => found)
    const before = first > 0 ? pieces(text, hit).slice(0, first).map(([piece]) => piece).join('').length : 0
    const start = before > length * 0.6 ? text.lastIndexOf(' ', before - length * 0.3) + 1 : 0
    const end = text.lastIndexOf(' ', start + length)
    return (start ? '…' : '') + text.slice(start, end > start ? end : start + length) + (end < text.length ? '…' : '')
  }

  /** @type {(entry: CV.Result, hit: CV.Meant, length: number) => HTMLElement[]} */
  const entryParts = (entry, hit, length) => {
    const about = [entry.organization, entry.when, entry.place].filter(Boolean)
    const parts = [make('span', { class: 'cv-hit-title' }, ...marked(entry.title, hit))]
    if (about.length) parts.push(make('span', { class: 'cv-hit-about' }, ...marked(about.join(' · '), hit)))
    if (entry.line) parts.push(make('span', { class: 'cv-hit-line' }, ...marked(shorten(entry.line, hit, length), hit)))
    return parts
  }
  /** @type {(topic: CV.Topic, hit: CV.Meant) => HTMLElement[]} */
  const topicParts = (topic, hit) => [
    make('span', { class: 'cv-hit-title' }, ...marked(topic.names[0], hit)),
    make('span', { class: 'cv-hit-about' }, topic.kind)
  ]

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
  /** @param {CV.Found} found */
  const suggestion = (found) => {
    if (!found.nearest || (found.results.length && found.complete && !found.unknown.length)) return []
    const [before, after] = labels.nearest.split('{name}')
    return [make('p', { class: 'cv-nearest' }, before, make('a', { href: root + found.nearest.url }, found.nearest.names[0]), after)]
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
    const attributes = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': 'cv-popup', 'aria-expanded': 'false' }
    for (const [key, value] of Object.entries(attributes)) input.setAttribute(key, value)

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
    /** @type {(url: string, parts: HTMLElement[]) => HTMLElement} */
    const option = (url, parts) =>
      make('a', { class: 'cv-hit', role: 'option', href: root + url, tabindex: '-1', 'aria-selected': 'false' }, ...parts)
    const show = () => {
      const asked = input.value.trim()
      if (!asked) return open(false)
      const found = search(asked, 8)
      const entries = found.results.map((entry) => option(entry.url, entryParts(entry, found.hit, 110)))
      const topics = found.topics.map((topic) => option(topic.url, topicParts(topic, found.hit)))
      list.replaceChildren(
        ...remarks(found).map((text) => make('p', { class: 'cv-remark' }, text)),
        ...group(labels.entries, 'entries', entries),
        ...group(labels.topics, 'topics', topics),
        ...suggestion(found)
      )
      options = [...entries, ...topics]
      options.forEach((each, at) => { each.id = `cv-option-${at}` })
      status.textContent = options.length ? counted(options.length) : remarks(found).join(' ')
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
      place.replaceChildren(...suggestion(found), ...section(labels.entries, entries), ...section(labels.topics, topics))
      status.textContent = [counted(entries.length + topics.length), ...remarks(found)].join(' · ')
    }
    const asked = new URLSearchParams(location.search).get('q')
    if (asked && !input.value) input.value = asked
    input.addEventListener('input', () => {
      show()
      history.replaceState(null, '', `?${new URLSearchParams({ q: input.value })}`)
    })
    input.form?.addEventListener('submit', (event) => event.preventDefault())
    show()
  }

  return { combobox, page }
}

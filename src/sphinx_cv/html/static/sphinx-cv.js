// @ts-check
/* What a page does beyond its text; all of it can be read without. */
(() => {
  'use strict'

  /* Sorting and filtering the skills and the organisations. */
  const order = document.querySelector('.cv-order')
  if (order) {
    /* A long group has a second list below its first, in what "More" opens. */
    const groups = [...document.querySelectorAll('.cv-index')].filter((index) => !index.closest('.cv-more')).map((index) => {
      const [above, below] = [index.previousElementSibling, index.nextElementSibling]
      const rest = below?.matches('.cv-more') ? below : null
      const others = [...(rest?.querySelectorAll('.cv-topic') ?? [])]
      return { index, heading: above?.matches('.cv-heading') ? above : null, topics: [...index.children], rest, others }
    })
    const all = groups.flatMap(({ topics, others }) => [...topics, ...others])
    const first = groups.reduce((sum, { topics }) => sum + topics.length, 0)
    const words = new Map(all.map((topic) => [topic, topic.textContent?.toLocaleLowerCase() ?? '']))
    /** @param {Element} topic */
    const name = (topic) => topic.querySelector('.cv-name')?.textContent ?? ''
    const { compare } = new Intl.Collator(document.documentElement.lang || undefined)
    /** @type {Record<string, (a: Element, b: Element) => number>} */
    const orders = {
      last: (a, b) => Number(b.getAttribute('data-last')) - Number(a.getAttribute('data-last')) || compare(name(a), name(b)),
      name: (a, b) => compare(name(a), name(b))
    }
    const filter = order.querySelector('input')
    /** @param {Element | null} [list] */
    const count = (list) => list?.querySelectorAll('.cv-topic:not([hidden])').length ?? 0
    /* A group without a topic that is shown has no heading either. */
    const show = () => {
      const asked = filter?.value.trim().toLocaleLowerCase() ?? ''
      for (const topic of all) topic.toggleAttribute('hidden', !words.get(topic)?.includes(asked))
      for (const { index, heading, rest } of groups) {
        const more = count(rest)
        heading?.toggleAttribute('hidden', !ordered || !(count(index) + more))
        rest?.toggleAttribute('hidden', !more)
        const head = rest?.querySelector('.cv-more-head')
        if (head) head.textContent = head.textContent?.replace(/\d+/, String(more)) ?? ''
      }
    }
    let ordered = true
    filter?.addEventListener('input', () => {
      for (const { rest } of groups) rest?.toggleAttribute('open', filter.value.trim() !== '')
      show()
    })
    order.addEventListener('click', (event) => {
      const pressed = event.target instanceof Element && event.target.closest('button')
      if (!pressed) return
      for (const button of order.querySelectorAll('button')) {
        button.setAttribute('aria-pressed', String(button === pressed))
      }
      /* In any other order than that of the groups all stand in one. */
      const by = orders[pressed.dataset.by ?? '']
      ordered = !by || groups.length === 1
      if (by) {
        const last = groups.filter(({ rest }) => rest).pop()?.rest?.querySelector('.cv-index')
        all.sort(by)
        groups[0].index.append(...(last ? all.slice(0, first) : all))
        last?.append(...all.slice(first))
      } else {
        for (const { index, topics, rest, others } of groups) {
          index.append(...topics)
          rest?.querySelector('.cv-index')?.append(...others)
        }
      }
      show()
    })
  }

  /* The search is loaded when it is first wanted. */
  const root = document.documentElement.dataset.content_root ?? './'
  /** @param {string} name */
  const load = (name) =>
    new Promise((done, failed) => {
      const script = document.createElement('script')
      script.src = root + name
      script.onload = done
      script.onerror = failed
      document.head.append(script)
    })
  const parts = ['_static/language_data.js', 'cv-index.js', '_static/sphinx-cv-engine.js', '_static/sphinx-cv-search.js']
  /**
   * language_data.js is Sphinx's; for some languages it names a stemmer that is not there.
   * @type {() => CV.Stemmer}
   */
  const stemmer = () => {
    try {
      return new Stemmer()
    } catch {
      return { stemWord: (word) => word }
    }
  }
  /** @type {Promise<CV.Search> | undefined} */
  let loaded
  const search = () =>
    (loaded ??= Promise.all(parts.map(load)).then(() => {
      const engine = window.cvEngine(window.cvIndex, stemmer(), stopwords)
      return window.cvSearch(engine, window.cvIndex.labels, root)
    }))
  /** @type {HTMLInputElement | null} */
  const query = document.querySelector('#cv-query')
  const place = document.getElementById('cv-found')
  const status = document.getElementById('cv-status')
  /** @type {HTMLInputElement | null} */
  const box = document.querySelector('.sidebar-search')
  if (query && place && status) search().then(({ page }) => page(query, place, status))
  /* On the front page the rows are the results; a link may bring the question. */
  /** @type {HTMLElement | null} */
  const say = document.querySelector('.cv-say')
  if (box) {
    const begin = () => search().then(({ combobox, rows }) => (say ? rows(box, say) : combobox(box)))
    if (say && new URLSearchParams(location.search).get('q')) begin()
    else box.addEventListener('focus', begin, { once: true })
  }

  /* "/" and Ctrl-K go to the search from anywhere, before Read the Docs takes the key for its own. */
  const field = query ?? box
  /** @type {HTMLInputElement | null} */
  const menu = document.querySelector('#__navigation')
  window.addEventListener(
    'keydown',
    (event) => {
      if (!field || event.altKey || event.isComposing) return
      const chord = event.ctrlKey !== event.metaKey
      if (chord ? event.key.toLowerCase() !== 'k' || event.shiftKey : event.key !== '/') return
      const texts = 'input:not([type=checkbox]), textarea, select, [contenteditable]'
      if (!chord && event.target instanceof Element && event.target.closest(texts)) return
      event.preventDefault()
      event.stopImmediatePropagation()
      if (menu && getComputedStyle(field).visibility === 'hidden') menu.checked = true
      field.focus()
    },
    true
  )

  /* The menu of a narrow screen closes with Escape. */
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && menu?.checked) {
      menu.checked = false
      menu.focus()
    }
  })
})()

// @ts-check
/* What a page does beyond its text; all of it can be read without. */
(() => {
  'use strict'

  /* Sorting the skills and the organisations. */
  const order = document.querySelector('.cv-order')
  if (order) {
    /* Each group by itself. */
    const groups = [...document.querySelectorAll('.cv-index')].map((index) => ({ index, topics: [...index.children] }))
    /** @type {(topic: Element, by: string) => number} */
    const number = (topic, by) => Number(topic.getAttribute(`data-${by}`))
    /** @type {(topics: Element[], by: string) => Element[]} */
    const sorted = (topics, by) =>
      by === 'name' ? topics : [...topics].sort((a, b) => number(b, by) - number(a, by))
    order.addEventListener('click', (event) => {
      const pressed = event.target instanceof Element && event.target.closest('button')
      if (!pressed) return
      for (const button of order.querySelectorAll('button')) {
        button.setAttribute('aria-pressed', String(button === pressed))
      }
      for (const { index, topics } of groups) index.append(...sorted(topics, pressed.dataset.by ?? 'name'))
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

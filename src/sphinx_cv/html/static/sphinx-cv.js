/* What a page does beyond its text; all of it can be read without. */
(() => {
  'use strict'

  /* Sorting the skills and the organisations. */
  const order = document.querySelector('.cv-order')
  const index = document.querySelector('.cv-index')
  if (order && index) {
    const topics = [...index.children]
    const number = (topic, by) => Number(topic.dataset[by])
    const sorted = (by) =>
      by === 'name' ? topics : [...topics].sort((a, b) => number(b, by) - number(a, by))
    order.addEventListener('click', (event) => {
      const pressed = event.target.closest('button')
      if (!pressed) return
      for (const button of order.querySelectorAll('button')) {
        button.setAttribute('aria-pressed', String(button === pressed))
      }
      index.append(...sorted(pressed.dataset.by))
    })
  }

  /* The search is loaded when it is first wanted. */
  const root = document.documentElement.dataset.content_root ?? './'
  const load = (name) =>
    new Promise((done, failed) => {
      const script = document.createElement('script')
      script.src = root + name
      script.onload = done
      script.onerror = failed
      document.head.append(script)
    })
  const parts = ['_static/language_data.js', 'cv-index.js', '_static/sphinx-cv-engine.js', '_static/sphinx-cv-search.js']
  /* language_data.js is Sphinx's; for some languages it names a stemmer that is not there. */
  const stemmer = () => {
    try {
      return new Stemmer()
    } catch {
      return { stemWord: (word) => word }
    }
  }
  let loaded
  const search = () =>
    (loaded ??= Promise.all(parts.map(load)).then(() => {
      const engine = window.cvEngine(window.cvIndex, stemmer(), stopwords)
      return window.cvSearch(engine, window.cvIndex.labels, root)
    }))
  const query = document.getElementById('cv-query')
  const box = document.querySelector('.sidebar-search')
  if (query) search().then(({ page }) => page(query, document.getElementById('cv-found'), document.getElementById('cv-status')))
  if (box) box.addEventListener('focus', () => search().then(({ combobox }) => combobox(box)), { once: true })

  /* "/" goes to the search from anywhere, before Read the Docs takes the key for its own. */
  const field = query ?? box
  window.addEventListener(
    'keydown',
    (event) => {
      if (!field || event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (event.target.closest?.('input:not([type=checkbox]), textarea, select, [contenteditable]')) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const menu = document.getElementById('__navigation')
      if (menu && getComputedStyle(field).visibility === 'hidden') menu.checked = true
      field.focus()
    },
    true
  )

  /* The menu of a narrow screen closes with Escape. */
  const menu = document.getElementById('__navigation')
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && menu?.checked) {
      menu.checked = false
      menu.focus()
    }
  })
})()

// @ts-check
/* The rows of the front page: opened and closed together, and by a fragment of the address. */
(() => {
  'use strict'

  /** @type {NodeListOf<HTMLDetailsElement>} */
  const rows = document.querySelectorAll('details:is(.cv-row, .cv-more)')
  /** @param {boolean} open */
  const openAll = (open) => rows.forEach((row) => { row.open = open })

  /** @type {HTMLButtonElement | null} */
  const all = document.querySelector('.cv-all')
  if (all && rows.length) {
    const opens = all.textContent ?? ''
    const closes = all.dataset.close ?? ''
    const isOpen = () => [...rows].every((row) => row.open)
    const say = () => { all.textContent = isOpen() ? closes : opens }
    all.hidden = false
    all.addEventListener('click', () => openAll(!isOpen()))
    rows.forEach((row) => row.addEventListener('toggle', say))
  }
  /* A link can ask for all of them. */
  if (new URLSearchParams(location.search).get('open') === 'all') openAll(true)

  /* A fragment opens the row that holds its target. */
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const closed = [...rows].filter((row) => row.contains(target) && !row.open)
    for (const row of closed) row.open = true
    if (closed.length) target?.scrollIntoView()
  }
  window.addEventListener('hashchange', follow)
  follow()

  /* Where styles cannot open what is closed, paper shows all the same. */
  if (CSS.supports('selector(::details-content)')) return
  /** @type {HTMLDetailsElement[]} */
  let closed = []
  window.addEventListener('beforeprint', () => {
    closed = [...rows].filter((row) => !row.open)
    openAll(true)
  })
  window.addEventListener('afterprint', () => closed.forEach((row) => { row.open = false }))
})()

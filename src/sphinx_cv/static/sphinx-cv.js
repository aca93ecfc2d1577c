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

  /* The menu of a narrow screen closes with Escape. */
  const menu = document.getElementById('__navigation')
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && menu?.checked) {
      menu.checked = false
      menu.focus()
    }
  })
})()

import js from '@eslint/js'
import globals from 'globals'

const rules = {
  ...js.configs.recommended.rules,
  'arrow-body-style': 'error',
  curly: ['error', 'multi-line'],
  eqeqeq: 'error',
  'no-else-return': 'error',
  // The Content Security Policy refuses what is evaluated.
  'no-eval': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  // Plain scripts share the page with Furo's, Sphinx's and those of Read the Docs.
  'no-implicit-globals': 'error',
  'no-nested-ternary': 'error',
  'no-param-reassign': 'error',
  'no-shadow': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-arrow-callback': 'error',
  'prefer-const': 'error',
  'prefer-template': 'error',
  strict: 'error'
}

export default [
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    // What visitors load: no modules, as those cannot be loaded from a folder.
    files: ['src/**/*.js'],
    languageOptions: {
      ecmaVersion: 2022,
      sourceType: 'script',
      // The last two are those of Sphinx's language_data.js.
      globals: { ...globals.browser, Stemmer: 'readonly', stopwords: 'readonly' }
    },
    rules
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: globals.nodeBuiltin },
    rules
  }
]

export default {
  extends: 'stylelint-config-standard',
  reportNeedlessDisables: true,
  rules: {
    // A rule of one line is read in one line; empty lines stand between the parts of a page.
    'at-rule-empty-line-before': null,
    'comment-empty-line-before': null,
    'rule-empty-line-before': null,
    // Furo's own names have two dashes within.
    'custom-property-pattern': '^[a-z0-9]+(--?[a-z0-9]+)*$',
    // As Furo writes its widths, and as older Safari reads them.
    'media-feature-range-notation': 'prefix',
    // It takes links of parts that never meet for the same ones.
    'no-descending-specificity': null
  }
}

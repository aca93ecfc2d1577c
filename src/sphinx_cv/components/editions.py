"""Leave out of a doctree what the output that is made does not show, before anything else.

All outputs share the doctrees, which have all parts.  Comments go too: in HTML they would stand
in the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_cv.domain.cv_domain import cv_domain
from sphinx_cv.domain.nodes import field_value, print_words
from sphinx_cv.domain.only import is_comment
from sphinx_cv.warnings import CVWarning, warn

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from typing import Any

    from docutils.nodes import Element
    from sphinx.environment import BuildEnvironment

    from sphinx_cv.domain.cv_domain import CVDomain

# What says nothing without content.
_HOLDERS = (
    nodes.list_item,
    nodes.bullet_list,
    nodes.enumerated_list,
    nodes.definition_list,
    nodes.block_quote,
    nodes.paragraph,
)


class LeaveOut(SphinxPostTransform):
    """Removes what is for other tags, what is private, comments, and links to hidden pages."""

    # Before all others, which would count and resolve what is not there.
    default_priority = 1

    def run(self, **_kwargs: Any) -> None:
        """Prune one document."""
        domain = cv_domain(self.env)
        tied = next(self.document.findall(addnodes.only), None) is not None
        before = _ids(self.document) if tied else set()
        leave_out(self.document, domain)
        for node in list(self.document.findall(is_comment)):
            _remove(node)
        for node in list(self.document.findall(field_value)):
            if domain.shows_private:
                node.replace_self(print_words(node['words'], linked=node['linked']))
            else:
                _remove(node)
        for file in list(self.document.findall(addnodes.start_of_file)):
            if file['docname'] in domain.hidden:
                file.parent.remove(file)
                # Nothing can lead there; builders of one page have no such list.
                builder = self.env._app.builder  # noqa: SLF001  # Sphinx has no other way
                getattr(builder, 'docnames', set()).discard(file['docname'])
        derived = domain.whole.derived
        if 'labels' not in derived:
            derived['labels'] = labels_left_out(self.env)
        self._unlink(before - _ids(self.document) if tied else before, derived['labels'])

    def _unlink(self, ids: AbstractSet[str], labels: AbstractSet[str]) -> None:
        """Have nothing lead to places that are left out, by their ids here or their labels."""
        if ids:
            for node in list(self.document.findall(nodes.reference)):
                if node.get('refid') in ids:
                    node.replace_self(node.children)
        if not labels:
            return
        for xref in list(self.document.findall(addnodes.pending_xref)):
            if xref.get('refdomain') != 'cv' and xref.get('reftarget') in labels:
                message = f'"{xref["reftarget"]}" is left out here: it is for other tags'
                warn(CVWarning.ONLY, message, xref)
                xref.replace_self(xref.children)


def _ids(document: nodes.document) -> set[str]:
    return {name for node in document.findall(nodes.Element) for name in node['ids']}


def labels_left_out(env: BuildEnvironment) -> frozenset[str]:
    """The labels of the parts that the output leaves out."""
    domain, standard = cv_domain(env), env.domains.standard_domain
    gone = {
        (docname, name)
        for docname, page in domain.pages.items()
        for kind, name, only in page.tied
        if kind == 'id' and not domain.shows(only)
    }
    if not gone and not domain.hidden:
        return frozenset()
    labels = [*standard.labels.items(), *standard.anonlabels.items()]
    return frozenset(
        label
        for label, (docname, id_, *_title) in labels
        if (docname, id_) in gone or docname in domain.hidden
    )


def leave_out(document: Element, domain: CVDomain) -> None:
    """Remove from a doctree, or from a table of contents, what is for other tags."""
    for node in list(document.findall(addnodes.only)):
        if domain.shows(node['expr']):
            node.replace_self(node.children)
        else:
            _remove(node)
    for toctree in document.findall(addnodes.toctree):
        name_visible(toctree, domain.hidden)


def name_visible(toctree: Element, hidden: frozenset[str]) -> None:
    """Have a toctree name no hidden page."""
    if hidden:
        toctree['entries'] = [each for each in toctree['entries'] if each[1] not in hidden]
        files = toctree['includefiles']
        toctree['includefiles'] = [name for name in files if name not in hidden]


def _remove(node: nodes.Node) -> None:
    """Remove a node, and what holds nothing any more without it."""
    parent = node.parent
    if parent is None:
        return
    parent.remove(node)
    if isinstance(parent, _HOLDERS) and not parent.children:
        _remove(parent)

"""What a PDF holds beside its pages: metadata, bookmarks, and the data as an attached file.

qpdf writes them, through pikepdf: LaTeX would need several packages, more passes, and for
each a different way in different years.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Object, OutlineItem, Pdf

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


@dataclass(frozen=True)
class About:
    """What a PDF says of itself.

    ``when`` the sources changed; ``language`` as BCP 47 has it; ``bookmarks`` as level,
    named destination and title; ``attachments`` by their names.
    """

    title: str
    author: str
    language: str
    when: dt.datetime
    subject: str = ''
    keywords: tuple[str, ...] = ()
    bookmarks: tuple[tuple[int, str, str], ...] = ()
    attachments: tuple[tuple[str, bytes], ...] = ()


def finish_pdf(typeset: Path, target: Path, about: About) -> None:
    """Write *typeset* to *target* with all that it lacks; a *target* that is the same stays.

    The same input gives the same bytes.
    """
    with Pdf.open(typeset) as pdf:
        _tag_links(pdf)
        _describe(pdf, about)
        _add_bookmarks(pdf, about)
        _attach(pdf, about)
        # TeX makes its own from the name of the folder.
        del pdf.trailer.ID
        new = target.with_suffix('.new')
        pdf.save(new, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    if target.exists() and target.read_bytes() == new.read_bytes():
        new.unlink()
    else:
        new.replace(target)


def pages_of(file: Path) -> tuple[dict[str, int], int]:
    """The page, counted from 0, of each named destination of a PDF; and how many there are."""
    with Pdf.open(file) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        places = _destinations(pdf).items()
        return {name: numbers[target[0].objgen] for name, target in places}, len(pdf.pages)


def _destinations(pdf: Pdf) -> dict[str, Array]:
    names = pdf.Root.get(Name.Names, Dictionary()).get(Name.Dests)
    if names is None:
        return {}
    return {
        str(key): Array(value[Name.D] if isinstance(value, Dictionary) else value)
        for key, value in pikepdf.NameTree(names).items()
    }


def _tag_links(pdf: Pdf) -> None:
    """Tie each link to its element of the structure tree (ISO 32000-1, 14.7.4.3 and 14.7.4.4).

    LaTeX knows a link's page only in a second run, and takes the parts of a link that is
    broken at the end of a line for one.
    """
    root = pdf.Root.get(Name.StructTreeRoot)
    if root is None:
        return
    parents = pikepdf.NumberTree(root.ParentTree)
    tied = set()
    for page in pdf.pages:
        for annotation in page.get(Name.Annots, Array()):
            if Name.StructParent not in annotation:
                continue
            key = int(annotation.StructParent)
            element = parents[key]
            if key in tied:
                key = max(parents) + 1
                annotation.StructParent = key
                parents[key] = element
            tied.add(key)
            _refer(pdf, element, annotation, page.obj)
    root.ParentTreeNextKey = max(parents, default=-1) + 1


def _refer(pdf: Pdf, element: Object, annotation: Object, page: Object) -> None:
    """Make an element of the structure tree name a link of its, on its page."""
    kids = list(Array(element.get(Name.K, Array())))
    for kid in kids:
        if (
            isinstance(kid, Dictionary)
            and kid.get(Name.Type) == Name.OBJR
            and kid.Obj.objgen == annotation.objgen
        ):
            kid.Pg = page
            return
    reference = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
    element.K = Array([*kids, pdf.make_indirect(reference)])


def _describe(pdf: Pdf, about: About) -> None:
    # What newer LaTeX writes there has the hour of the run.
    if Name.Metadata in pdf.Root:
        del pdf.Root.Metadata
    with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta['dc:title'] = about.title
        meta['dc:creator'] = [about.author]
        meta['dc:language'] = {about.language}
        if about.subject:
            meta['dc:description'] = about.subject
        if about.keywords:
            meta['pdf:Keywords'] = ', '.join(about.keywords)
        meta['xmp:CreateDate'] = meta['xmp:ModifyDate'] = about.when.isoformat()
        meta['xmp:CreatorTool'] = 'sphinx-cv'
        meta['pdf:Producer'] = str(pdf.docinfo.get(Name.Producer, ''))
    # A banner with the versions of TeX's parts is of no use to a reader.
    if '/PTEX.FullBanner' in pdf.docinfo:
        del pdf.docinfo['/PTEX.FullBanner']


def _add_bookmarks(pdf: Pdf, about: About) -> None:
    there = _destinations(pdf)
    with pdf.open_outline() as outline:
        path = [(0, outline.root)]
        for level, name, title in about.bookmarks:
            if name not in there:
                continue
            while path[-1][0] >= level:
                path.pop()
            item = OutlineItem(title, there[name])
            path[-1][1].append(item)
            path.append((level, item.children))


def _attach(pdf: Pdf, about: About) -> None:
    """Attach files as associated ones (ISO 32000-2, 14.13): a parser need not parse the text."""
    date = about.when.strftime('D:%Y%m%d%H%M%SZ')
    for name, content in about.attachments:
        spec = AttachedFileSpec(
            pdf,
            content,
            filename=name,
            mime_type='application/json',
            creation_date=date,
            mod_date=date,
            relationship=Name.Alternative,
        )
        pdf.attachments[name] = spec
    pdf.Root.AF = Array([pdf.attachments[name].obj for name, _content in about.attachments])

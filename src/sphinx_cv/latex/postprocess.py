"""What a PDF holds besides its pages: metadata, bookmarks, and the data as an attached file.

qpdf writes them, through pikepdf.  LaTeX would need several packages and more runs for it, and the
ways to do it differ between the years of TeX Live.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Object, OutlineItem, Pdf, String
from PIL import ImageCms

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path


# PDF/UA-1 (ISO 14289-1, 5) is named in a schema that PDF/A does not know (ISO 19005-3, 6.6.2.3).
_PDFUA = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


@dataclass(frozen=True)
class About:
    """What a PDF says of itself.

    ``language`` is a tag of BCP 47 (https://www.rfc-editor.org/info/bcp47).  ``when`` is the time
    at which the sources last changed.  Each of the ``bookmarks`` is a level from 1, the name of a
    destination, and a title.  Each of the ``attachments`` is the name of a file and its content.
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
    """Write *typeset*, the PDF that LaTeX has made, to *target* with all that it lacks.

    The same input gives the same bytes.  If *target* already has them, it is not touched.
    """
    with Pdf.open(typeset) as pdf:
        _tag_links(pdf)
        _complete_tags(pdf)
        _describe(pdf, about)
        _add_bookmarks(pdf, about)
        _attach(pdf, about)
        _declare_colors(pdf)
        # TeX makes an ID from the name of the folder, so it would differ between machines.
        del pdf.trailer.ID
        new = target.with_suffix('.new')
        pdf.save(new, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    if target.exists() and target.read_bytes() == new.read_bytes():
        new.unlink()
    else:
        new.replace(target)


def pages_of(file: Path) -> tuple[dict[str, int], int]:
    """Find the page of each named destination of a PDF, counted from 0; and the number of pages."""
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

    LaTeX would know the page of a link only in a second run.  And it treats the two parts of a
    link that is broken at the end of a line as one, although each needs a key of its own.
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
    # From TeX Live 2024 on, tagpdf attaches style sheets, for those who make HTML of the tags; to a
    # tree PDF/A-3 lets nothing be attached (ISO 19005-3, 6.8).
    if Name.AF in root:
        del root.AF


def _refer(pdf: Pdf, element: Object, annotation: Object, page: Object) -> None:
    """Make an element of the structure tree refer to a link that belongs to it, on its page."""
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


def _complete_tags(pdf: Pdf) -> None:
    """Say of each header cell that it heads a column, and give each note an identifier.

    See ISO 32000-1, 14.8.5.7, and ISO 14289-1, 7.9.
    """
    notes = []
    for element in pdf.objects:
        kind = element.get(Name.S) if isinstance(element, Dictionary) else None
        if kind == Name.TH:
            element.A = Dictionary(O=Name.Table, Scope=Name.Column)
        elif kind == Name.Note:
            notes.append(element)
    if not notes:
        return
    root = pdf.Root.StructTreeRoot
    if Name.IDTree not in root:
        root.IDTree = pikepdf.NameTree.new(pdf).obj
    names = pikepdf.NameTree(root.IDTree)
    for number, note in enumerate(notes, 1):
        if Name.ID not in note:
            note.ID = String(f'note {number}')
            names[f'note {number}'] = note


def _describe(pdf: Pdf, about: About) -> None:
    # Newer versions of LaTeX write metadata with the time of the run, which differs each time.
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
        meta['pdfaid:part'], meta['pdfaid:conformance'] = '3', 'A'
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(b'</rdf:RDF>', _PDFUA.encode() + b'</rdf:RDF>', 1))
    # A banner with the versions of TeX's parts is of no use to a reader.
    if '/PTEX.FullBanner' in pdf.docinfo:
        del pdf.docinfo['/PTEX.FullBanner']


def _declare_colors(pdf: Pdf) -> None:
    """Say that red, green and blue are those of sRGB, as PDF/A asks (ISO 19005-3, 6.2.3)."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile('sRGB')).tobytes())
    # The time when the profile was made (ICC.1, 7.2.1), and an ID of it (7.2.18).
    profile[24:36], profile[84:100] = bytes(12), bytes(16)
    stream = pdf.make_stream(bytes(profile), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String('sRGB'),
        Info=String('sRGB IEC61966-2.1'),
        DestOutputProfile=stream,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


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
    """Attach files as associated files (ISO 32000-2, 14.13).

    So a program finds the data in the PDF, and does not have to read it from the text.
    """
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

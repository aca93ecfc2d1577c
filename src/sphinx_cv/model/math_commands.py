"""The commands of TeX that a formula may use: mathematics, and nothing that could do more.

A formula comes from a page, and LaTeX runs it.  TeX can read and write files and run programs in
Lua, and it has more ways to say so than a list of forbidden commands could name.  So a formula
is printed only if all that it uses is listed here.  What LaTeX and amsmath call each command is
in the "Short Math Guide for LaTeX" (https://ctan.org/pkg/short-math-guide).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_GREEK = """
    Delta Gamma Lambda Omega Phi Pi Psi Sigma Theta Upsilon Xi alpha beta chi delta digamma
    epsilon eta gamma iota kappa lambda mu nu omega phi pi psi rho sigma tau theta upsilon
    varDelta varGamma varLambda varOmega varPhi varPi varPsi varSigma varTheta varUpsilon varXi
    varepsilon varkappa varphi varpi varrho varsigma vartheta xi zeta
"""
_ARROWS = """
    Downarrow Leftarrow Leftrightarrow Lleftarrow Longleftarrow Longleftrightarrow
    Longrightarrow Lsh Rightarrow Rrightarrow Rsh Uparrow Updownarrow circlearrowleft
    circlearrowright curvearrowleft curvearrowright dasharrow downarrow downdownarrows
    downharpoonleft downharpoonright gets hookleftarrow hookrightarrow iff impliedby implies
    leadsto leftarrow leftarrowtail leftharpoondown leftharpoonup leftleftarrows leftrightarrow
    leftrightarrows leftrightharpoons leftrightsquigarrow longleftarrow longleftrightarrow
    longmapsto longrightarrow looparrowleft looparrowright mapsto multimap nLeftarrow
    nLeftrightarrow nRightarrow nearrow nleftarrow nleftrightarrow nrightarrow nwarrow
    rightarrow rightarrowtail rightharpoondown rightharpoonup rightleftarrows rightleftharpoons
    rightrightarrows rightsquigarrow searrow swarrow to twoheadleftarrow twoheadrightarrow
    uparrow updownarrow upharpoonleft upharpoonright upuparrows
"""
_SYMBOLS = """
    Bbbk Box Bumpeq Cap Cup Diamond Doteq Finv Game Im P Re S Subset Supset Vdash Vert Vvdash
    aleph amalg angle approx approxeq ast asymp backepsilon backprime backsim backsimeq
    backslash barwedge because beth between bigcap bigcirc bigcup bigodot bigoplus bigotimes
    bigsqcup bigstar bigtriangledown bigtriangleup biguplus bigvee bigwedge blacklozenge
    blacksquare blacktriangle blacktriangledown blacktriangleleft blacktriangleright bot bowtie
    boxdot boxminus boxplus boxtimes bullet bumpeq cap cdot cdots centerdot checkmark circ
    circeq circledR circledS circledast circledcirc circleddash clubsuit colon complement cong
    coprod cup curlyeqprec curlyeqsucc curlyvee curlywedge dag dagger daleth dashv ddag ddagger
    ddots diamond diamondsuit div divideontimes doteq doteqdot dotplus dots dotsb dotsc dotsi
    dotsm dotso doublebarwedge doublecap doublecup ell emptyset eqcirc eqsim eqslantgtr
    eqslantless equiv eth exists fallingdotseq flat forall frown ge geq geqq geqslant gg ggg
    gggtr gimel gnapprox gneq gneqq gnsim gtrapprox gtrdot gtreqless gtreqqless gtrless gtrsim
    gvertneqq hbar heartsuit hslash idotsint iiiint iiint iint imath in infty intercal jmath
    lVert land langle lbrace lceil ldots le leftthreetimes leq leqq leqslant lessapprox lessdot
    lesseqgtr lesseqqgtr lessgtr lesssim lfloor lgroup lhd ll llcorner lll llless lmoustache
    lnapprox lneq lneqq lnot lnsim lor lozenge lrcorner ltimes lvert lvertneqq maltese
    measuredangle mho mid models mp nVDash nVdash nabla natural ncong ne neg neq nexists ngeq
    ngeqq ngeqslant ngtr ni nleq nleqq nleqslant nless nmid nobreakspace not notin nparallel
    nprec npreceq nshortmid nshortparallel nsim nsubseteq nsubseteqq nsucc nsucceq nsupseteq
    nsupseteqq ntriangleleft ntrianglelefteq ntriangleright ntrianglerighteq nvDash nvdash odot
    oint ominus oplus oslash otimes owns parallel partial perp pitchfork pm prec precapprox
    preccurlyeq preceq precnapprox precneqq precnsim precsim prime prod propto rVert rangle
    rbrace rceil rfloor rgroup rhd rightthreetimes risingdotseq rmoustache rtimes rvert setminus
    sharp shortmid shortparallel sim simeq smallfrown smallint smallsetminus smallsmile smile
    spadesuit sphericalangle sqcap sqcup sqsubset sqsubseteq sqsupset sqsupseteq square star
    subset subseteq subseteqq subsetneq subsetneqq succ succapprox succcurlyeq succeq
    succnapprox succneqq succnsim succsim sum supset supseteq supseteqq supsetneq supsetneqq
    surd therefore thickapprox thicksim times top triangle triangledown triangleleft
    trianglelefteq triangleq triangleright trianglerighteq ulcorner unlhd unrhd uplus urcorner
    vDash varbigtriangledown varbigtriangleup varnothing varpropto varsubsetneq varsubsetneqq
    varsupsetneq varsupsetneqq vartriangle vartriangleleft vartriangleright vdash vdots vee
    veebar vert wedge wp wr
"""
_FUNCTIONS = """
    arccos arcsin arctan arg bmod cos cosh cot coth csc deg det dim exp gcd hom inf injlim ker
    lg lim liminf limsup ln log max min pod pmod Pr projlim sec sin sinh sup tan tanh varinjlim
    varliminf varlimsup varprojlim
"""
_STRUCTURES = """
    frac dfrac tfrac cfrac binom dbinom tbinom genfrac sqrt root of acute grave bar hat vec dot
    ddot dddot ddddot breve check tilde mathring widehat widetilde overline underline overbrace
    underbrace overrightarrow overleftarrow overleftrightarrow underrightarrow underleftarrow
    underleftrightarrow overset underset stackrel substack sideset xleftarrow xrightarrow
    boxed mathbb mathbf mathcal mathfrak mathit mathnormal mathrm mathsf mathtt boldsymbol
    operatorname text textbf textit textrm textsf texttt textnormal mbox left middle right big
    Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm biggm Biggm quad qquad
    enspace thinspace medspace thickspace negthinspace negmedspace negthickspace hspace phantom
    hphantom vphantom smash mathstrut nonumber notag limits nolimits displaystyle textstyle
    scriptstyle scriptscriptstyle mathbin mathrel mathop mathord mathopen mathclose mathpunct
    mathinner mod pmb hfill choose over
"""
#: All commands that are words.
COMMANDS = frozenset(f'{_GREEK}{_ARROWS}{_SYMBOLS}{_FUNCTIONS}{_STRUCTURES}'.split())
#: All environments.
ENVIRONMENTS = frozenset(
    """
    align align* alignat alignat* aligned alignedat array Bmatrix bmatrix cases equation equation*
    flalign flalign* gather gather* gathered matrix multline multline* pmatrix smallmatrix split
    Vmatrix vmatrix
    """.split()  # noqa: SIM905  # a list would be a screen long
)
# Commands that are no words: spaces, the next row, and characters that mean something to TeX.
_SIGNS = frozenset(' \n,;:!>\\{}|%#&$_')
_COMMAND = re.compile(
    # TeX reads two carets as another way to write any character, a backslash too.
    r'\\(?:begin|end)\s*\{(?P<environment>[^{}]*)\}|\\(?P<word>[A-Za-z@]+)|\\(?P<sign>.)|(?P<other>\^\^|%)',
    re.DOTALL,
)


def refused(tex: str) -> Iterator[str]:
    """Find what a formula uses that it may not, in order."""
    for found in _COMMAND.finditer(tex):
        if found['environment'] is not None:
            if found['environment'] not in ENVIRONMENTS:
                yield found[0]
        elif found['word'] is not None:
            if found['word'] not in COMMANDS:
                yield found[0]
        elif found['other'] or found['sign'] not in _SIGNS:
            yield found[0]

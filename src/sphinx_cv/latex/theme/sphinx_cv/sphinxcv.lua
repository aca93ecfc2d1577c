-- What the class needs of Lua: spaces that readers of the PDF find, the lines of skills that fit, and
-- what TeX has to know of scripts.
local cv = {}
local GLYPH, GLUE, PENALTY = node.id 'glyph', node.id 'glue', node.id 'penalty'
local HLIST, MATH, DISC = node.id 'hlist', node.id 'math', node.id 'disc'

local SPACE = 13 -- the subtype of glue that is a space between words
local DOTTED = 0 -- and that of what breaks as the class says, at its dots
local TEXT = 1 -- the penalty with which the class marks a dot before a text
local LETTERS = 11 -- the category of letters
local NEVER = 10000 -- the penalty of a place where no line ends

local function is_space(n) return n.id == GLUE and n.subtype == SPACE and n.width > 0 end

-- What it costs to end a line behind a single letter; behind the first or second word after a dot;
-- at a dot; at one after which only one thing is left for the last line; before the last of a list.
local LETTER, WORD, DOT, LAST_DOT, ITEM = 150, 150, 20, 60, 200

local OPENING = {}
for _, char in utf8.codes '([{«‹„“‘' do OPENING[char] = true end

-- The spaces of a paragraph, each with what it costs to end a line there, and the last dot with the
-- number of places behind it where a line may end.
local function places(head)
  local spaces, dot, text, behind, letters, letter = {}, nil, false, 0, 0, nil
  for n in node.traverse(head) do
    if n.id == GLYPH and not OPENING[n.char] then
      letters, letter = letters + 1, n.char
    elseif n.id == HLIST or n.id == MATH then
      letters = math.huge
    elseif n.id == DISC and n.subtype == DOTTED then
      text = n.penalty == TEXT
      n.penalty = text and 0 or DOT
      dot, behind, letters = n, 0, 0
    elseif n.id == PENALTY and n.penalty < NEVER then
      behind = behind + 1
    elseif is_space(n) then
      behind = behind + 1
      local single = letters == 1 and tex.getcatcode(letter) == LETTERS
      local after = n.next and n.next.id == PENALTY and n.next.penalty or 0
      local word = dot and behind <= 2 and WORD or 0
      table.insert(spaces, { node = n, cost = math.max(after, word, single and LETTER or 0) })
      letters = 0
    end
  end
  return spaces, not text and dot, behind
end

-- Say where a paragraph had better not part.
local function part(head)
  local spaces, dot, behind = places(head)
  local last = spaces[#spaces]
  if last then
    local after = last.node.next
    local before = #spaces > 1 and spaces[#spaces - 1].node or head
    -- The last word does not stand alone on a last line, unless the last two need a line each.
    local long = node.dimensions(before) > tex.hsize / 2
    local item = after and after.id == PENALTY and after.penalty == 0
    if item then after.penalty = ITEM end
    last.cost = (item or long) and ITEM or NEVER
  end
  -- What is long after the last dot begins a line.
  if dot then dot.penalty = behind <= 1 and LAST_DOT or 0 end
  for _, space in ipairs(spaces) do
    local before = space.node.prev
    if space.cost > 0 and not (before and before.id == PENALTY) then
      local n = node.new(PENALTY)
      n.penalty = space.cost
      head = node.insert_before(head, space.node, n)
    end
  end
  return head
end

-- Word spaces come from the font of the text, and lines end where they best do.
function cv.spaces()
  -- tagpdf asks for the slot of "space" by name.  A font without names of glyphs (Lato, Carlito,
  -- Noto) has none, and the space would come from Latin Modern.
  local slot = luaotfload.aux.slot_of_name
  luaotfload.aux.slot_of_name = function(id, name, ...)
    return slot(id, name, ...) or (name == 'space' and 32) or nil
  end
  -- They never stretch: a ragged line takes up the rest.
  luatexbase.add_to_callback('luaotfload.patch_font', function(font)
    if font.parameters then
      font.parameters.space_stretch, font.parameters.space_shrink = 0, 0
    end
  end, 'cv.spaces')
  -- tagpdf knows the font of a space only where a letter stands beside it, so not behind a tie or a
  -- box.
  local marked = luatexbase.attributes.g__tag_interwordspace_attr
  local infont = luatexbase.attributes.g__tag_interwordfont_attr
  luatexbase.add_to_callback('pre_linebreak_filter', function(head)
    local font
    for n in node.traverse(head) do
      if n.id == GLYPH then
        font = n.font
      elseif is_space(n) and font and marked and infont and not node.has_attribute(n, infont) then
        node.set_attribute(n, marked, 1)
        node.set_attribute(n, infont, font)
      end
    end
    return head
  end, 'cv.spaces')
  luatexbase.add_to_callback('pre_linebreak_filter', function(head)
    return tex.count['cv@apart'] == 0 and part(head) or head
  end, 'cv.breaks')
end

-- How each group of skills is set, and which is next.
local NOT, IN_A_LINE, IN_FULL = 0, 1, 2
local how, next_group = {}, 0
-- A step of fitting keeps so many lines for skills, before it is the turn of other texts.
local FEW = 4
-- The head of the section takes so many lines.
local HEAD = 2.5
cv.last_step = 0

-- Share the free lines among the groups of skills, whose numbers of lines are in cv.groups: a line
-- for each as long as there are any, then all lines for each that still can have them.
-- Lengths are in scaled points; *most* is the number of pages that there may be, or 0 for any;
-- *after* is how many lines follow.
function cv.share(fit, most, pages, after, total, goal, height, grid)
  -- Nothing stands on the page yet.
  if goal >= tex.dimen.maxdimen then total, goal = 0, height end
  how, next_group = {}, 0
  local free = math.huge
  if most > 0 then
    free = (goal - total + (most - pages - 1) * height) / grid - after - HEAD
    if fit > 0 and fit < cv.last_step then free = math.max(free, math.min(FEW, #cv.groups)) end
    free = math.floor(free + 0.01)
  end
  for number in ipairs(cv.groups) do
    how[number] = free > 0 and IN_A_LINE or NOT
    if free > 0 then free = free - 1 end
  end
  for number, lines in ipairs(cv.groups) do
    if how[number] == IN_A_LINE and lines - 1 <= free then
      free = free - lines + 1
      how[number] = IN_FULL
    end
    if how[number] == NOT then texio.write_nl('log', 'cv left out: ' .. number) end
    if how[number] == IN_A_LINE then texio.write_nl('log', 'cv cut: ' .. number) end
  end
end

function cv.next_group()
  next_group = next_group + 1
  return how[next_group]
end

function cv.any_groups() return how[1] or NOT end

-- Called before luaotfload gives letters their shapes: brackets are turned, and lines parted, first.
local function before_shaping(callback, act, name)
  local others = {}
  for _, other in ipairs(luatexbase.callback_descriptions(callback)) do
    table.insert(others, { luatexbase.remove_from_callback(callback, other) })
  end
  luatexbase.add_to_callback(callback, act, name)
  for _, other in ipairs(others) do luatexbase.add_to_callback(callback, other[1], other[2]) end
end

-- The glyphs of Arabic are named by their forms (U+FE80 and on); who copies them wants the
-- letters.  Lam with alef stays one: readers of PDF would turn two letters round.
local function letters()
  local letter, code = {}, 0xFE80
  for base, forms in ([[0621 1 0622 2 0623 2 0624 2 0625 2 0626 4 0627 2 0628 4 0629 2 062A 4
    062B 4 062C 4 062D 4 062E 4 062F 2 0630 2 0631 2 0632 2 0633 4 0634 4 0635 4 0636 4 0637 4
    0638 4 0639 4 063A 4 0641 4 0642 4 0643 4 0644 4 0645 4 0646 4 0647 4 0648 2 0649 2
    064A 4]]):gmatch '(%x+) (%d)' do
    for _ = 1, forms do
      letter[('%04X'):format(code)] = base
      code = code + 1
    end
  end
  luatexbase.add_to_callback('luaotfload.patch_font', function(font)
    for _, char in pairs(font.characters) do
      local to = char.tounicode
      if type(to) == 'number' then to = ('%04X'):format(to) end
      if letter[to] then char.tounicode = letter[to] end
    end
  end, 'cv.letters')
end

-- The rules of directions and of breaks are Unicode's; their tables and the algorithm are babel's
-- own files, which need nothing else of babel.
local function babel()
  Babel = Babel or {}
  Babel.attr_dir = luatexbase.registernumber 'cv@direction'
end

function cv.right_to_left()
  babel()
  letters()
  require 'babel-bidi-basic.lua'
  -- What was ordered in a box stands in a paragraph if the box is opened there.  It must not be
  -- ordered twice, which would turn its brackets round again: so it is taken out meanwhile.
  local ordered = luatexbase.new_attribute 'cv@ordered'
  local function take_out(head)
    local runs, n = {}, head
    while n do
      local first = n
      while n and node.has_attribute(n, ordered) do n = n.next end
      if n == first then
        n = n.next
      else
        local place = node.new 'kern'
        local last = n and n.prev or node.tail(first)
        place.attr = first.attr
        head = node.insert_before(head, first, place)
        place.next, last.next = n, nil
        if n then n.prev = place end
        table.insert(runs, { place = place, first = first, last = last })
      end
    end
    return head, runs
  end
  local function put_back(head, runs)
    for _, run in ipairs(runs) do
      local before, after = run.place.prev, run.place.next
      run.first.prev, run.last.next = before, after
      if before then before.next = run.first else head = run.first end
      if after then after.prev = run.last end
      node.free(run.place)
    end
    return head
  end
  local function order(head, ispar)
    local runs
    head, runs = take_out(head)
    head = put_back(Babel.bidi(head, ispar), runs)
    if not ispar then
      for n in node.traverse(head) do node.set_attribute(n, ordered, 1) end
    end
    return head
  end
  before_shaping('pre_linebreak_filter', function(head) return order(head, true) end, 'cv.order')
  before_shaping('hpack_filter', function(head) return order(head, false) end, 'cv.order')
end

function cv.ideographs()
  babel()
  require 'babel-data-cjk.lua'
  -- No line begins with a small kana or the mark of a long vowel.
  local small = {}
  for _, char in utf8.codes 'ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー' do small[char] = 'ns' end
  -- Korean parts its words with spaces, and is broken there.
  local function class_of(char)
    local class = small[char] or char >= 0xAC00 and char <= 0xD7A3 and 'O' or Babel.cjk_class[char].c
    return class == 'cp' and 'cl' or Babel.cjk_breaks[class] and class or 'O'
  end
  -- Brackets and stops are half a sign with room beside it; two of them have the room of one.
  local closing, opening = {}, {}
  for _, char in utf8.codes '）」』】〉》〕、。，．' do closing[char] = true end
  for _, char in utf8.codes '（「『【〈《〔' do opening[char] = true end
  local function crowd(one, other)
    return closing[one] and (closing[other] or opening[other]) or opening[one] and opening[other]
  end
  -- A last line has no fewer signs, or it looks lost.
  local LAST = 3
  before_shaping('pre_linebreak_filter', function(head)
    local before
    local left = node.count(GLYPH, head)
    for n in node.traverse(head) do
      if n.id == GLYPH then
        if before and crowd(before.char, n.char) then
          local kern = node.new 'kern'
          kern.kern = -font.getfont(n.font).size // 2
          head = node.insert_before(head, n, kern)
        end
        if before and left >= LAST and Babel.cjk_breaks[class_of(before.char)][class_of(n.char)] then
          local penalty = node.new(PENALTY)
          penalty.penalty = 0
          head = node.insert_before(head, n, penalty)
        end
        before, left = n, left - 1
      elseif n.id == GLUE or n.id == PENALTY or n.id == DISC or n.id == HLIST then
        before = nil
      end
    end
    return head
  end, 'cv.ideographs')
end

return cv

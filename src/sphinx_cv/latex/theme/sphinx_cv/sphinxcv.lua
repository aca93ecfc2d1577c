-- What TeX has to know of scripts: which runs go from right to left, and where Chinese and
-- Japanese may be broken.  The rules are Unicode's; their tables and the algorithm of
-- directions are babel's own files, which need nothing else of babel.
Babel = Babel or {}
Babel.attr_dir = luatexbase.registernumber 'cv@direction'

local GLYPH, GLUE, PENALTY = node.id 'glyph', node.id 'glue', node.id 'penalty'

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

local function right_to_left()
  letters()
  require 'babel-bidi-basic.lua'
  -- A text that was packed already has its directions.
  local function order(head, ispar)
    local n = head
    while n do
      if n.id == GLYPH then
        if n.subtype > 255 then return head end
        return Babel.bidi(head, ispar)
      end
      n = n.next
    end
    return head
  end
  before_shaping('pre_linebreak_filter', function(head) return order(head, true) end, 'cv.order')
  before_shaping('hpack_filter', function(head) return order(head, false) end, 'cv.order')
end

local function ideographs()
  require 'babel-data-cjk.lua'
  -- No line begins with a small kana or the mark of a long vowel.
  local small = {}
  for _, char in utf8.codes 'ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶー' do small[char] = 'ns' end
  -- Korean parts its words with spaces, and is broken there.
  local function class_of(char)
    local class = small[char] or char >= 0xAC00 and char <= 0xD7A3 and 'O' or Babel.cjk_class[char].c
    return class == 'cp' and 'cl' or Babel.cjk_breaks[class] and class or 'O'
  end
  before_shaping('pre_linebreak_filter', function(head)
    local last
    for n in node.traverse(head) do
      if n.id == GLYPH then
        local this = class_of(n.char)
        if last and Babel.cjk_breaks[last][this] then
          local penalty = node.new(PENALTY)
          penalty.penalty = 0
          head = node.insert_before(head, n, penalty)
        end
        last = this
      elseif n.id == GLUE or n.id == PENALTY then
        last = nil
      end
    end
    return head
  end, 'cv.ideographs')
end

return { right_to_left = right_to_left, ideographs = ideographs }

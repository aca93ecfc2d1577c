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

local function right_to_left()
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

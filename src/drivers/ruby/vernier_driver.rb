# Vernier's driver for Ruby: copy this file beside your code, fill in SUBJECTS.
#
#     in a suite:  driver:ruby ./vernier_driver.rb
#
# Ruby 2.7 or later, standard library only. It speaks wire protocol 1, lines only: a message is one line of JSON, and
# arrays travel in it. Standard input and output are moved away before a subject runs, so that prints cannot touch a
# message.
require 'bigdecimal'
require 'json'
require 'set'

# -- Your functions: name -> what is called. ----------------------------------------------------------------------------
#
# null, booleans, strings, integers of any size, floats (NaN and infinities too), lists and maps with names as keys arrive
# as Ruby's own; every other kind arrives as a Hash with its tag, {"$t" => [1, 2]}, and leaves as it came. `encode` adds
# symbols, binary strings, Rational, Complex, BigDecimal, Set, Range of integers and maps with any keys.
SUBJECTS = {
  'echo' => ->(value) { value },
  'add' => ->(a, b) { a + b },
  'named' => ->(**names) { names },
  'fail' => ->(message) { raise ArgumentError, message },
  'noise' => lambda { |value|
    puts value
    warn value
    $stdin.read
    value
  },
  'crash' => -> { Process.kill(:ABRT, Process.pid) && sleep },
}.freeze

# -- Values -------------------------------------------------------------------------------------------------------------

class UnencodableResult < StandardError; end
class SubjectNotFound < StandardError; end

# JSON.parse reads every token as it should be: digits as integers of any size, the rest as floats to the last digit.
def decode(tree)
  case tree
  when Array then tree.map { |item| decode(item) }
  when Hash
    return { 'nan' => Float::NAN, 'inf' => Float::INFINITY, '-inf' => -Float::INFINITY }.fetch(tree['$f']) { tree } if tree.key?('$f')
    return tree['$ihex'].to_i(16) if tree.key?('$ihex')

    tree.keys.first.to_s.start_with?('$') ? tree : tree.transform_values { |item| decode(item) }
  else tree
  end
end

def encode(value)
  case value
  when nil, true, false, Integer then value
  when Float then value.finite? ? value : { '$f' => float_text(value) }
  when Symbol then encode(value.to_s)
  when String then encode_string(value)
  when Array then value.map { |item| encode(item) }
  when Hash then encode_map(value)
  when Rational then { '$frac' => [value.numerator.to_s, value.denominator.to_s] }
  when Complex then { '$c' => [float_text(value.real.to_f), float_text(value.imaginary.to_f)] }
  when BigDecimal then { '$dec' => value.to_s }
  when Set then { '$set' => value.map { |item| encode(item) } }
  when Range then { '$range' => [value.begin, value.exclude_end? ? value.end : value.end + 1, 1] }
  else raise UnencodableResult, "A #{value.class} has no text form here: add a case to `encode`"
  end
end

def float_text(float)
  return float.to_s unless float.nan? || float.infinite?

  float.nan? ? 'nan' : (float.positive? ? 'inf' : '-inf')
end

def encode_string(text)
  return text if text.encoding == Encoding::UTF_8 && text.valid_encoding?
  return { '$b' => [text].pack('m0') } if text.encoding == Encoding::BINARY

  text.encode(Encoding::UTF_8)
end

# A map with a tag of the protocol leaves as it came. Any other whose keys could be taken for tags is written as pairs.
def encode_map(map)
  keys = map.keys
  return map if keys.first.is_a?(String) && TAGS.include?(keys.first)
  if keys.all? { |key| (key.is_a?(String) || key.is_a?(Symbol)) && !key.to_s.start_with?('$') }
    return map.to_h { |key, item| [key.to_s, encode(item)] }
  end

  { '$d' => map.map { |key, item| [encode(key), encode(item)] } }
end

TAGS = %w[$i $ihex $f $fbits $c $u16 $b $ba $t $set $fs $d $od $counter $dd $deque $dt $date $time $td $tz $dec $frac
          $uuid $range $slice $singleton $np $dtype $nd $id $ref $rec $opaque].freeze

# -- The protocol -------------------------------------------------------------------------------------------------------

def clock_ns
  Process.clock_gettime(Process::CLOCK_MONOTONIC, :nanosecond)
end

def error_of(error)
  ancestors = error.class.ancestors.grep(Class)
  bases = ancestors.drop(1).take_while { |one| one != Exception }.map(&:name)
  message = error.message.dup.force_encoding(Encoding::UTF_8).scrub
  { class: error.class.name || 'anonymous', bases: bases, message: message }
end

def call(message)
  elapsed = 0
  subject = SUBJECTS.fetch(message['subject']) do |name|
    raise SubjectNotFound, "No subject #{name.inspect} in this driver"
  end
  arguments = decode(message['args'])
  named = (message['kwargs'] || {}).to_h { |name, tree| [name.to_sym, decode(tree)] }
  start = clock_ns
  begin
    result = named.empty? ? subject.call(*arguments) : subject.call(*arguments, **named)
  ensure
    elapsed = clock_ns - start
  end
  { id: message['id'], value: encode(result), elapsed_ns: elapsed }
rescue SignalException, SystemExit
  raise
rescue Exception => e
  { id: message['id'], error: error_of(e), elapsed_ns: elapsed }
end

def hello(message)
  id = message['id']
  unless message['protocols'].include?(1)
    why = "This driver speaks protocol 1, asked for was #{message['protocols']}"
    return { id: id, failed: { class: 'UnknownProtocol', message: why, trace: '' } }
  end
  packages = defined?(Gem) ? Gem.loaded_specs.to_h { |name, spec| [name, spec.version.to_s] } : {}
  { id: id, hello: { protocol: 1, language: 'ruby', version: RUBY_VERSION, packages: packages,
                     platform: { machine: RUBY_PLATFORM }, capabilities: [], subjects: SUBJECTS.keys } }
end

def answer(message)
  case message['verb']
  when 'call' then call(message)
  when 'hello' then hello(message)
  when 'ping' then { id: message['id'], pong: true }
  when 'stop' then { id: message['id'], stopped: true }
  else { id: message['id'], error: { class: 'UnknownVerb', bases: [], message: "Unknown verb #{message['verb']}" }, elapsed_ns: 0 }
  end
end

# The lines that come, and those that leave: a batch is answered with as few writes as it was asked with.
class Wire
  # An answer is sent at the latest so long after the last one, when a call has just ended.
  FLUSH_AFTER_NS = 200_000

  # Standard input becomes the null device and standard output standard error, at the descriptors themselves.
  def initialize
    @input = $stdin.dup.binmode
    @output = $stdout.dup.binmode
    [@input, @output].each { |wire| wire.close_on_exec = true }
    $stdin.reopen(File::NULL)
    $stdout.reopen($stderr)
    @output.sync = true
    @read = +''.b
    @pending = +''.b
    @flushed = clock_ns
  end

  # The next line, nil at the end of the input.
  def line
    searched = 0
    until (at = @read.index("\n", searched))
      searched = @read.bytesize
      flush
      begin
        @read << @input.readpartial(1 << 16)
      rescue EOFError
        return nil
      end
    end
    @read.slice!(0, at + 1).force_encoding(Encoding::UTF_8)
  end

  def send(line)
    @pending << line.b << "\n"
    flush if clock_ns - @flushed > FLUSH_AFTER_NS
  end

  def flush
    @output.write(@pending) unless @pending.empty?
    @pending.clear
    @flushed = clock_ns
  end
end

wire = Wire.new
while (line = wire.line)
  message = JSON.parse(line, max_nesting: false)
  wire.send(JSON.generate(answer(message), max_nesting: 0))
  break if message['verb'] == 'stop'
end
wire.flush

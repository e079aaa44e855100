import { describe, expect, it } from 'vitest';
import { decodeText } from './decode.ts';
import { encodeText } from './encode.ts';
import { ValueSyntaxError } from './json.ts';

function failure(text: string, attachments?: Uint8Array[]): ValueSyntaxError {
  try {
    decodeText(text, attachments);
  } catch (error) {
    if (error instanceof ValueSyntaxError) return error;
    throw error;
  }
  throw new Error(`was read: ${text}`);
}

describe('decodeText', () => {
  it.each([
    ['{"$i":"-12"}', '-12'],
    ['{"$ihex":"-0xff"}', '-255'],
    ['{"$f":"0.1"}', '0.1'],
    ['{"$f":"1e+308"}', '1e308'],
    ['{"$fbits":"3ff0000000000000"}', '1.0'],
    ['{"$fbits":"7ff8000000000000"}', '{"$f":"nan"}'],
    ['{"$tz":-12600}', '{"$tz":"UTC-03:30"}'],
    ['{"$tz":0}', '{"$tz":"UTC"}'],
    ['{"fold":1,"tz_s":3600,"$dt":"2020-01-31T12:00"}', '{"$dt":"2020-01-31T12:00","fold":1,"tz_s":3600}'],
    ['{"$frac":[1,"3"]}', '{"$frac":["1","3"]}'],
    ['{"v":[],"$id":7}', '[]'],
    ['{"$id":3,"v":{"$ba":"AA=="}}', '{"$ba":"AA=="}'],
    [
      '{"$nd":{"dtype":"<f8","shape":[2],"data":[1,2.5]}}',
      '{"$nd":{"dtype":"<f8","shape":[2],"order":"C","data":["1.0","2.5"]}}',
    ],
    [
      '{"$nd":{"dtype":"<f4","shape":[1],"data":["0.1"]}}',
      '{"$nd":{"dtype":"<f4","shape":[1],"order":"C","data":["0.10000000149011612"]}}',
    ],
  ])('reads %s', (text, canonical) => {
    expect(encodeText(decodeText(text))).toBe(canonical);
  });

  it('keeps data in logical order whatever the memory order', () => {
    const array = decodeText('{"$nd":{"dtype":"|u1","shape":[2,3],"order":"F","data":[1,2,3,4,5,6]}}');
    expect(array).toMatchObject({ data: Uint8Array.of(1, 4, 2, 5, 3, 6) });
  });

  it('views attachments without copying them', () => {
    const part = new Uint8Array(16);
    const array = decodeText('{"$nd":{"dtype":">f8","shape":[2],"order":"C","att":0}}', [part]);
    expect((array as { data: Uint8Array }).data).toBe(part);
  });

  const array = (parts: string): string => `{"$nd":{"dtype":"<i2","shape":[2],"order":"C",${parts}}}`;
  it.each([
    ['{"$json":"1"}', 'Unknown tag'],
    ['{"$sha256_c_order_le":"00"}', 'Unknown tag'],
    ['{"a":1,"$x":2}', 'other keys beside it'],
    ['{"$f":"0.1","b":1}', 'other keys beside it'],
    ['{"$f":"1_0"}', 'wanted a float'],
    ['{"$f":" 1"}', 'wanted a float'],
    ['{"$f":"1e400"}', 'overflow'],
    ['{"$f":"1e-400"}', 'underflow'],
    ['{"$f":1}', 'wanted a float'],
    ['{"$i":"1.0"}', 'wanted an integer'],
    ['{"$i":"0x1"}', 'wanted an integer'],
    ['{"$i":"007"}', 'wanted an integer'],
    ['{"$ihex":"ff"}', '0x'],
    ['{"$fbits":"7ff"}', '16 hexadecimal digits'],
    ['{"$c":["1.0"]}', 'a list of 2'],
    ['{"$u16":"d8"}', 'UTF-16'],
    ['{"$b":"a"}', 'base64'],
    ['{"$b":"AB=="}', 'base64'],
    ['{"$b":"AA =="}', 'base64'],
    ['{"$t":1}', 'Wanted a list'],
    ['{"$d":[[1]]}', 'a list of 2'],
    ['{"$d":[[1,2],[1,3]]}', 'Duplicate key'],
    ['{"$set":["a","a"]}', 'Duplicate element'],
    ['{"$dd":{"items":[]}}', '"factory"'],
    ['{"$deque":{"maxlen":1,"items":[1,2]}}', 'more items'],
    ['{"$deque":{"maxlen":-1,"items":[]}}', 'maxlen'],
    ['{"$dt":"2020-01-31T12:00+01:00","fold":0}', 'local date'],
    ['{"$dt":"2020-01-31T12:00","fold":2}', '"fold"'],
    ['{"$dt":"2020-01-31T12:00","tz":2}', '"tz"'],
    ['{"$date":"yesterday"}', 'a date'],
    ['{"$td":[1,2]}', 'a list of 3'],
    ['{"$dec":"1,5"}', 'a decimal'],
    ['{"$frac":["1","0"]}', 'denominator'],
    ['{"$uuid":"1234"}', 'a UUID'],
    ['{"$range":[1,2,0]}', 'step'],
    ['{"$singleton":"os.system()"}', 'a name'],
    ['{"$dtype":"<f3"}', 'Unknown element type'],
    ['{"$dtype":[["x","|O"]]}', 'objects'],
    ['{"$dtype":[["x","<f8"],["x","<f8"]]}', 'twice'],
    ['{"$np":{"dtype":"|i1","v":"128"}}', 'in its range'],
    ['{"$np":{"dtype":"|u1","v":"-1"}}', 'in its range'],
    ['{"$np":{"dtype":"<f2","v":"65520.0"}}', 'in its range'],
    ['{"$np":{"dtype":"<f4","v":"1e39"}}', 'in its range'],
    ['{"$np":{"dtype":"<i8"}}', '"v" or "b64"'],
    ['{"$np":{"dtype":"<i8","b64":"AAAA"}}', '8 bytes'],
    ['{"$np":{"dtype":"<U1","b64":"////fw=="}}', 'no character'],
    ['{"$ref":0}', 'not defined'],
    ['[{"$id":0,"v":[]},{"$id":0,"v":[]}]', 'defined twice'],
    ['{"$id":0,"v":{"$id":1,"v":[]}}', 'two ids'],
    ['{"$id":0,"v":{"$ref":0}}', 'not defined'],
    ['{"$id":0}', '"v"'],
    ['{"$id":-1,"v":[]}', 'integer'],
    ['{"$rec":{"type":"A","fields":[[1,2]]}}', 'name of a field'],
    ['{"$opaque":{"type":"A"}}', '"repr"'],
    [array('"data":["1"]'), '"data" has 1'],
    [array('"data":["1","32768"]'), 'in its range'],
    [array('"data":["1",true]'), 'wanted an integer'],
    [array('"b64":"AAAA"'), '4 bytes'],
    [array('"att":0'), 'no attachment 0'],
    [array('"att":0,"b64":"AAAAAA=="'), 'one of'],
    [array('"data":["1","2"],"strides":[2]'), 'Unknown key'],
    ['{"$nd":{"dtype":"<i2","shape":[-1],"data":[]}}', '"shape"'],
    ['{"$nd":{"dtype":"<i2","shape":[9007199254740991,9007199254740991],"data":[]}}', '2^53'],
    ['{"$nd":{"dtype":"|V0","shape":[4503599627370496],"b64":""}}', 'without bytes'],
    ['{"$nd":{"dtype":"<i2","shape":[1],"order":"K","data":["1"]}}', '"order"'],
    ['{"$nd":{"dtype":"|O","shape":[1],"b64":""}}', '"data"'],
  ])('refuses %s', (text, message) => {
    expect(failure(text).message).toContain(message);
  });

  it('names the offset in the text, past strings and brackets of other values', () => {
    const text = ' { "a\\"]" : ["}", [1, [2]], {"x": {"$dec": "?"}}] }';
    expect(failure(text).offset).toBe(text.indexOf('"?"'));
  });

  it('refuses an attachment of another size', () => {
    expect(failure(array('"att":0'), [new Uint8Array(3)]).message).toContain('needs 4 bytes');
  });

  it('lets no key reach a prototype', () => {
    decodeText('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

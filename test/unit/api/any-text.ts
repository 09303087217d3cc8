import * as fc from 'fast-check';

const unit = fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0, max: 0xffff }));

/** Any text at all: mostly printable, with control characters and halves of surrogate pairs in between. */
export function anyText(maxLength = 60): fc.Arbitrary<string> {
  return fc.array(unit, { maxLength }).map((codes) => String.fromCharCode(...codes));
}

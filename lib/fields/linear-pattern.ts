/**
 * Regular expressions that are matched in time linear in the text, whatever the pattern (Thompson, 1968): the
 * pattern becomes an automaton whose states are all followed at once. What cannot be matched so (back references,
 * look-around) is refused. The whole text has to match.
 */
const MAX_STATES = 4_000;
const MAX_REPEAT = 200;

type Test = (codePoint: number) => boolean;
type Node =
  | { kind: 'test'; test: Test }
  | { kind: 'cat'; parts: Node[] }
  | { kind: 'alt'; ways: Node[] }
  | { kind: 'repeat'; node: Node; min: number; max: number };

class Unsupported extends Error {}

const inRange = (low: number, high: number): Test => (c) => c >= low && c <= high;
const anyOf = (tests: Test[]): Test => (c) => tests.some((test) => test(c));
const not = (test: Test): Test => (c) => !test(c);
const digit = inRange(48, 57);
const word = anyOf([digit, inRange(65, 90), inRange(97, 122), (c) => c === 95]);
const space: Test = (c) => /\s/u.test(String.fromCodePoint(c));
const CLASSES: Record<string, Test> = { d: digit, D: not(digit), w: word, W: not(word), s: space, S: not(space) };
const CONTROLS: Record<string, number> = { n: 10, r: 13, t: 9, f: 12, v: 11 };

/** A matcher of whole texts, or null where the pattern is malformed or cannot be matched in linear time. */
export function linearPattern(source: string): ((text: string) => boolean) | null {
  try {
    const program = compile(new Parser(source).parse());
    return (text) => run(program, text);
  } catch (error) {
    if (error instanceof Unsupported) return null;
    throw error;
  }
}

class Parser {
  private readonly chars: string[];
  private at = 0;
  private depth = 0;
  constructor(source: string) {
    const inner = source.replace(/^\^/, '');
    // The whole text is matched anyway; an escaped dollar stays.
    this.chars = [...(/(?:^|[^\\])(?:\\\\)*\$$/.test(inner) ? inner.slice(0, -1) : inner)];
  }

  parse(): Node {
    const node = this.alternatives();
    if (this.at < this.chars.length) throw new Unsupported();
    return node;
  }

  private get next(): string | undefined {
    return this.chars[this.at];
  }

  private alternatives(): Node {
    const ways = [this.sequence()];
    while (this.next === '|') {
      this.at++;
      ways.push(this.sequence());
    }
    return ways.length === 1 ? (ways[0] as Node) : { kind: 'alt', ways };
  }

  private sequence(): Node {
    const parts: Node[] = [];
    while (this.next !== undefined && this.next !== '|' && this.next !== ')') parts.push(this.repeated(this.atom()));
    return { kind: 'cat', parts };
  }

  private repeated(node: Node): Node {
    const rest = this.chars.slice(this.at, this.at + 12).join('');
    const counted = /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(rest);
    let found: { min: number; max: number } | null = null;
    if (rest.startsWith('*')) found = { min: 0, max: Infinity };
    else if (rest.startsWith('+')) found = { min: 1, max: Infinity };
    else if (rest.startsWith('?')) found = { min: 0, max: 1 };
    else if (counted) found = { min: Number(counted[1]), max: counted[2] === undefined ? Number(counted[1]) : counted[3] ? Number(counted[3]) : Infinity };
    if (!found) return node;
    this.at += counted ? counted[0].length : 1;
    if (found.min > found.max || found.min > MAX_REPEAT || (found.max !== Infinity && found.max > MAX_REPEAT)) throw new Unsupported();
    // Lazy or not makes no difference to whether the whole text matches.
    if (this.next === '?') this.at++;
    if (this.next !== undefined && '*+?'.includes(this.next)) throw new Unsupported();
    return { kind: 'repeat', node, ...found };
  }

  private atom(): Node {
    const char = this.chars[this.at++] as string;
    if (char === '(') return this.group();
    if (char === '[') return { kind: 'test', test: this.set() };
    if (char === '.') return { kind: 'test', test: (c) => c !== 10 && c !== 13 };
    if (char === '\\') return { kind: 'test', test: this.escape() };
    if ('*+?^$)'.includes(char)) throw new Unsupported();
    return { kind: 'test', test: equal(char) };
  }

  private group(): Node {
    if (++this.depth > 50) throw new Unsupported();
    if (this.next === '?') {
      // Only a group that is not kept: look-around and names are not for this automaton.
      if (this.chars[this.at + 1] !== ':') throw new Unsupported();
      this.at += 2;
    }
    const node = this.alternatives();
    if (this.next !== ')') throw new Unsupported();
    this.at++;
    this.depth--;
    return node;
  }

  private escape(): Test {
    const char = this.chars[this.at++];
    if (char === undefined) throw new Unsupported();
    const known = CLASSES[char];
    if (known) return known;
    const control = CONTROLS[char];
    if (control !== undefined) return (c) => c === control;
    if (/[A-Za-z0-9]/.test(char)) throw new Unsupported();
    return equal(char);
  }

  private set(): Test {
    const negated = this.next === '^';
    if (negated) this.at++;
    const tests: Test[] = [];
    for (let first = true; this.next !== ']' || first; first = false) {
      const char = this.chars[this.at++];
      if (char === undefined) throw new Unsupported();
      const escaped = char === '\\' ? this.escape() : null;
      const [high, after] = [this.chars[this.at + 1], this.chars[this.at]];
      if (!escaped && after === '-' && high !== undefined && high !== ']' && high !== '\\') {
        this.at += 2;
        const [low, top] = [char.codePointAt(0) ?? 0, high.codePointAt(0) ?? 0];
        if (low > top) throw new Unsupported();
        tests.push(inRange(low, top));
      } else tests.push(escaped ?? equal(char));
    }
    this.at++;
    return negated ? not(anyOf(tests)) : anyOf(tests);
  }
}

function equal(char: string): Test {
  const code = char.codePointAt(0);
  return (c) => c === code;
}

/** A state either tests one character and goes on, or leads to others at once; the last one accepts. */
interface State {
  test: Test | null;
  to: number[];
}

function compile(node: Node): State[] {
  const states: State[] = [];
  const add = (state: State): number => {
    if (states.length >= MAX_STATES) throw new Unsupported();
    return states.push(state) - 1;
  };
  // Built from the end: each part is told which state follows it.
  const build = (part: Node, then: number): number => {
    if (part.kind === 'test') return add({ test: part.test, to: [then] });
    if (part.kind === 'cat') return part.parts.reduceRight((follow, inner) => build(inner, follow), then);
    if (part.kind === 'alt') return add({ test: null, to: part.ways.map((way) => build(way, then)) });
    let start = then;
    if (part.max === Infinity) {
      const loop = add({ test: null, to: [then] });
      (states[loop] as State).to.push(build(part.node, loop));
      start = loop;
    } else {
      for (let i = part.min; i < part.max; i++) start = add({ test: null, to: [then, build(part.node, start)] });
    }
    for (let i = 0; i < part.min; i++) start = build(part.node, start);
    return start;
  };
  const accept = add({ test: null, to: [] });
  const start = build(node, accept);
  // The start is found at the end of the list, the accepting state at its beginning.
  add({ test: null, to: [start] });
  return states;
}

function run(states: State[], text: string): boolean {
  let current = follow(states, [states.length - 1]);
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    const next: number[] = [];
    for (const index of current) {
      const { test, to } = states[index] as State;
      if (test?.(code)) next.push(...to);
    }
    if (next.length === 0) return false;
    current = follow(states, next);
  }
  return current.has(0);
}

/** All states that are reached without reading a character. */
function follow(states: State[], from: number[]): Set<number> {
  const seen = new Set<number>();
  const waiting = [...from];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (seen.has(index)) continue;
    seen.add(index);
    const state = states[index] as State;
    if (!state.test) waiting.push(...state.to);
  }
  return seen;
}

import { kebab, type Flag } from '../cli/command';

/** Of a flag, what decides how its value is typed. */
export type TypedFlag = Pick<Flag, 'name' | 'property' | 'kind'> & { parts?: TypedFlag[]; record?: Flag['record'] };

/** An input as it is typed: what the path names by its place, the rest by flags. The command line reads the same input from it. */
export function argumentsOf(input: Record<string, unknown>, flags: readonly TypedFlag[], places: readonly string[]): string[] {
  const given = (property: string) => input[property] !== undefined;
  // A place that looks like a flag is given by its own.
  const inPlace = places.every((place) => given(place) && !/^-/.test(String(input[place]))) ? places : [];
  const rest = flags.filter(({ property }) => !inPlace.includes(property) && given(property));
  return [...inPlace.map((place) => String(input[place])), ...rest.flatMap((flag) => typed(`--${flag.name}`, flag, input[flag.property]))];
}

function typed(name: string, flag: TypedFlag, value: unknown): string[] {
  if (value === null) return flag.kind === 'json' ? [`${name}=null`] : [name, 'null'];
  if (flag.kind === 'boolean') return value === true ? [name] : [`${name}=${String(value)}`];
  if (flag.kind === 'list' && Array.isArray(value) && value.length > 0 && value.every(isSimpleItem)) return value.flatMap((item) => worded(name, String(item)));
  if (isPlain(value) && (flag.parts ?? flag.record)) return dotted(name, flag, value) ?? [name, JSON.stringify(value)];
  return worded(name, flag.kind === 'json' || typeof value === 'object' ? JSON.stringify(value) : String(value));
}

/** A value that looks like a flag, or like standard input, is bound to its name. */
const worded = (name: string, text: string): string[] => (text.startsWith('-') ? [`${name}=${text}`] : [name, text]);

/** A list is split at commas, and its items are trimmed. */
const isSimpleItem = (item: unknown): boolean => typeof item === 'string' && /^[^\s,[][^,]*$/.test(item) && item.trim() === item;

/** Words that mean themselves wherever they stand. */
const isSimpleText = (text: string): boolean => /^[a-z\uE000][\w .@/:+\uE000\uE001-]*$/i.test(text) && !['true', 'false', 'null'].includes(text);

/** By the names of its parts, where that says the same; null where only JSON does. */
function dotted(name: string, flag: TypedFlag, value: Record<string, unknown>): string[] | null {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return null;
  const words: string[] = [];
  for (const [key, item] of entries) {
    const part = flag.parts?.find(({ property }) => property === key);
    if ((flag.parts && !part) || !/^[a-z_]\w*$/i.test(key)) return null;
    const at = `${name}.${part ? kebab(key) : key}`;
    if (typeof item === 'string' && isSimpleText(item)) words.push(at, item);
    else if ((typeof item === 'number' || typeof item === 'boolean') && flag.record !== 'text') words.push(...(part?.kind === 'boolean' ? typed(at, part, item) : worded(at, String(item))));
    else if (isPlain(item) && (part?.parts ?? part?.record ?? flag.record === 'nested')) {
      const inner = dotted(at, part ?? flag, item);
      if (!inner) return null;
      words.push(...inner);
    } else return null;
  }
  return words;
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

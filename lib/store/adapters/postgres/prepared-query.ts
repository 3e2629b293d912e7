import { Query, Result, type FieldDef } from 'pg';

/** What a statement's answer is made of: reckoned at its first answer, the same until the server says otherwise. */
interface AnswerShape {
  fields: FieldDef[];
  parsers: unknown;
  empty: unknown;
}

/** Shapes of one connection's prepared statements, by the statements' names. */
export type AnswerShapes = Map<string, AnswerShape>;

/**
 * What this file uses of pg's `Result` and `Query` and their types leave out (pg 8.23 `lib/result.js`,
 * `lib/query.js`; the version is pinned, and every contract test reads through it).
 */
interface ResultParts {
  fields: FieldDef[];
  _parsers: unknown;
  _prebuiltEmptyResultObject: unknown;
  addFields(fields: FieldDef[]): void;
}
type QueryParts = Query & { name: string | undefined; values: unknown[]; callback: (error: Error | null, result: unknown) => void; _result: unknown; _results: unknown };

const BaseResult = Result as unknown as new (rowMode: undefined, types: unknown) => ResultParts;

/**
 * The driver builds parsers and an empty row for each answer anew, a tenth of a whole read by id.
 * They follow from the columns alone, so those of the last answer serve again while the columns are equal.
 */
class ShapedResult extends BaseResult {
  constructor(
    types: unknown,
    private readonly name: string,
    private readonly shapes: AnswerShapes,
  ) {
    super(undefined, types);
  }

  override addFields(fields: FieldDef[]): void {
    const known = this.shapes.get(this.name);
    if (known && sameFields(known.fields, fields)) {
      this.fields = known.fields;
      this._parsers = known.parsers;
      this._prebuiltEmptyResultObject = known.empty;
      return;
    }
    super.addFields(fields);
    this.shapes.set(this.name, { fields: this.fields, parsers: this._parsers, empty: this._prebuiltEmptyResultObject });
  }
}

function sameFields(known: readonly FieldDef[], fields: readonly FieldDef[]): boolean {
  if (known.length !== fields.length) return false;
  for (let at = 0; at < fields.length; at += 1) {
    const [one, other] = [known[at], fields[at]];
    if (one?.name !== other?.name || one?.dataTypeID !== other?.dataTypeID || one?.format !== other?.format) return false;
  }
  return true;
}

/** A named statement, made without copying what describes it. */
export function preparedQuery<Row>(statement: { name: string; text: string; values: unknown[] }, types: unknown, shapes: AnswerShapes, done: (error: Error | null, result: Row) => void): Query {
  const query = new Query(statement.text) as QueryParts;
  query.name = statement.name;
  query.values = statement.values;
  query.callback = done as QueryParts['callback'];
  query._result = query._results = new ShapedResult(types, statement.name, shapes);
  return query;
}

import { Fragment } from 'react';

/** A dotted path that breaks after its dots, never within a name. */
export function Breakable({ path }: { path: string }) {
  return path.split('.').map((part, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <>
          .<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
}

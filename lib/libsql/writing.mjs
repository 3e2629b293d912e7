// How the threads that own libSQL files write to them. Plain JavaScript, as they are.

/**
 * Another process has the file. A *prepared* statement that is told so stays under way until it is collected, and as
 * long as it does what its connection "commits" is not committed (`libsql` 0.5): such a write answers well and is
 * lost. So who gets this error from a prepared statement must not use the connection again.
 */
export const isBusy = (error) => /^SQLITE_(BUSY|LOCKED)/.test(String(error?.extendedCode ?? error?.code ?? ''));

/**
 * `BEGIN IMMEDIATE` by a way on which being told that the file is busy leaves nothing behind: all waiting is done
 * here, and no statement of the transaction meets another writer. The caller ends it with {@link commit} and `close()`.
 * @param client one of `@libsql/client`, on a file
 */
export async function beginAsWriter(client) {
  const transaction = await client.transaction('deferred');
  try {
    await transaction.executeMultiple('COMMIT; BEGIN IMMEDIATE');
    return transaction;
  } catch (error) {
    transaction.close();
    throw error;
  }
}

/**
 * Not the driver's own `commit()`, which gives the transaction up when it fails: a COMMIT that failed leaves it open.
 * @param transaction of {@link beginAsWriter}
 */
export async function commit(transaction) {
  await transaction.executeMultiple('COMMIT');
}

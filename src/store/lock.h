/* lock: who works on a site (private to store/).
 *
 * Whoever has the store open holds a shared lock on the site's folder (flock), and who replaces the
 * store holds it alone. The lock is the process's: it ends with it, however it ends. A file system
 * that knows no such locks is used without one. */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include "base/err.h"

/* Waits some seconds for a restore to end; then it is an error. *lock is to be released. */
bool lock_share(const char *folder, int *lock, struct err *err) MUST_USE;
/* Does not wait: when anybody has the store open it is an error, which names the processes. */
bool lock_alone(const char *folder, int *lock, struct err *err) MUST_USE;
void lock_release(int lock); /* -1: there is none */

#endif

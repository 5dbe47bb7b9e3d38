/* Our own bugs: a condition that the program itself guarantees. It is checked in production too,
 * and the program stops where it does not hold. What comes from outside is never checked with
 * this, but refused. */
#ifndef CORE_CHECK_H
#define CORE_CHECK_H

#define check(cond) ((cond) ? (void)0 : __builtin_trap())

#endif

/* The writing side of coverage: the folds and sums that keep the views.
 *
 * cover_ops is what append and rebuild call. For each key that an effect touches, all standing acts of the key are folded
 * anew into its rows, and the counts change by measure(new rows) − measure(old rows); so a view is a function of the set
 * of standing records, never of their order. */
#ifndef COVER_APPLY_H
#define COVER_APPLY_H

#include "view/append.h"

extern const struct view_ops cover_ops;

#endif

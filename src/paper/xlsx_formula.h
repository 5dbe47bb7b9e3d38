/* What a formula does when the workbook is opened, as far as somebody has to know who hands it on. */
#ifndef PAPER_XLSX_FORMULA_H
#define PAPER_XLSX_FORMULA_H

#include "core/str.h"

/* Does it ask other systems, run something, or offer a link that is made of cells? A link to a place of the same workbook does not. */
bool xlsx_formula_reaches(struct str formula);

#endif

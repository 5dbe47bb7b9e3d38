/* For this room only. */
#ifndef PAPER_XLSX_CALC_H
#define PAPER_XLSX_CALC_H

#include <zip.h>

#include "core/err.h"

/* The part of that name, the workbook's own, made to say so. E_XLSX, E_XLSX_LARGE. */
int xlsx_calculated(struct cx *cx, zip_t *zip, const char *name, struct str *ret);

#endif

/* statement: what a file of rows stands on (private to store/). */
#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include "store/bind.h"
#include "store/connection.h"
#include "store/query.h"
#include "store/take.h"

#endif

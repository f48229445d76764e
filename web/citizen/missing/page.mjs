/** The answer to an address that is no page. */

import { startPage } from "../../parts/page.mjs";

void startPage({ worker: false });

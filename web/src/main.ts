/** Begins: the machine in its worker, and the page around it. */

import "./style.css";
import "./app/page.css";
import "./app/layout.css";
import "./panes/program.css";

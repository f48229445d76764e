/** Staff roles, as groups of the user pool: how they are called, and what they may do. */

/* The build puts in the groups, and for each operation that a page asks about the roles that may call it. */
/* global __ROLES__, __MAY__ */

import { t } from "./i18n.mjs";
import { staff } from "./session.mjs";

/** @param {string} role */
export const roleName = (role) => (__ROLES__.includes(role) ? t(`role.${role}`) : role);

/** Whether whoever is signed in may call an operation; the server decides. @param {string} operation */
export const may = (operation) => Boolean(staff()?.roles.some((role) => __MAY__[operation]?.includes(role)));

/** Staff roles, as groups of the user pool, and the keys of their names. */

import { t } from "./i18n.mjs";

/** @type {Record<string, string>} */
const ROLES = {
  tracer: "role.tracer",
  epidemiologist: "role.epidemiologist",
  checkpoint_officer: "role.checkpoint-officer",
  lab_staff: "role.lab-staff",
  quarantine_staff: "role.quarantine-staff",
  health_station: "role.health-station",
  commune_officer: "role.commune-officer",
  district_officer: "role.district-officer",
  province_officer: "role.province-officer",
  volunteer: "role.volunteer",
  auditor: "role.auditor",
  operator: "role.operator",
};

/** @param {string} role */
export const roleName = (role) => (ROLES[role] ? t(ROLES[role]) : role);

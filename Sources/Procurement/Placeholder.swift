// Procurement

"""All checks that there are, in the order in which they are read."""

from billboard.web.diagnosis import contents, machine, services
from billboard.web.diagnosis.checks import Check

CHECKS = (
    Check("database", "Database", services.database),
    Check("tables", "Tables", services.tables),
    Check("store", "Store of pictures", services.store),
    Check("jobs", "Jobs", contents.jobs),
    Check("backups", "Backups", contents.backups),
    Check("relay", "Mail relay", services.relay),
    Check("valkey", "Valkey", services.valkey),
    Check("disks", "Room on disks", machine.disks),
    Check("workers", "Workers’ memory", machine.workers),
    Check("templates", "Templates", contents.templates),
    Check("fonts", "Faces of the system", contents.fonts),
    Check("clock", "Clock", services.clock),
    Check("versions", "Versions", machine.versions),
)

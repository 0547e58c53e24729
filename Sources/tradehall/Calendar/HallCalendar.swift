internal import Foundation
internal import Platform
internal import Procurement
internal import StrictJSON

/// The notices that a calendar verb works with: the program's, and those of a hall's own folder over them.
struct HallCalendar {
    private(set) var notices: [Int: HolidayNotice] = [:]
    private(set) var calendar = Procurement.Calendar()
    /// Faults of the files themselves, whatever days they list.
    private var faultsOfFiles: [Words] = []
    /// The hall's folder as a sentence names it.
    private let folder: String

    /// - Parameter data: the folder of a hall, whose `holidays/*.json` are read; nil for the program's alone.
    /// - Throws: `Failure` for a folder that is not there, and for a file that is no notice.
    init(data: String?) throws {
        folder = "\(data ?? "DATA")/holidays"
        for notice in HolidayNotice.published { notices[notice.year] = notice }
        guard let data else { return }
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: data, isDirectory: &isFolder), isFolder.boolValue
        else {
            throw Failure.usage(
                zh: "没有目录“\(data)”，请检查--data的路径。",
                en: "There is no folder \"\(data)\"; check the path of --data.")
        }
        // A hall that adds no year may be without the folder.
        guard FileManager.default.fileExists(atPath: folder) else { return }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        for name in names.filter({ $0.hasSuffix(".json") }).sorted() {
            let notice = try Self.notice("\(folder)/\(name)")
            if name != "\(notice.year).json" {
                faultsOfFiles.append(
                    Words(
                        zh: "\(folder)/\(name)是\(notice.year)年的安排，应当命名为\(notice.year).json",
                        en: "\(folder)/\(name) is the notice of \(notice.year): name it \(notice.year).json"))
            }
            notices[notice.year] = notice
            calendar = calendar.adding(notice)
        }
    }

    private static func notice(_ path: String) throws(Failure) -> HolidayNotice {
        let bytes = try Files.read(path, limit: 64 << 10)
        let notice: HolidayNotice
        do throws(JSONError) {
            notice = try HolidayNotice(bytes)
        } catch {
            throw Failure(
                "HOLIDAYS_UNREADABLE", zh: "\(path)无法读取：\(error.chinese)。",
                en: "\(path) cannot be read: \(error.english).")
        }
        guard (1000...9999).contains(notice.year) else {
            throw Failure(
                "HOLIDAYS_UNREADABLE", zh: "\(path)无法读取：year应当是四位数字。",
                en: "\(path) cannot be read: year must have four digits.")
        }
        return notice
    }

    /// - Throws: `Failure` `calendar.yearMissing`, which names the file to write.
    func notice(of year: Int) throws(Failure) -> HolidayNotice {
        if let notice = notices[year] { return notice }
        throw Failure(
            "calendar.yearMissing",
            zh:
                "没有\(year)年的节假日安排；请按国务院办公厅当年的放假通知写成\(folder)/\(year).json（\(HolidayNotice.fileForm(year))）。",
            en:
                "There is no holiday notice of \(year); write the State Council's as \(folder)/\(year).json, in the form \(HolidayNotice.fileForm(year))."
        )
    }

    /// What is wrong with the notices by themselves: the files first, then year by year, then over their ends.
    var faults: [Words] { faultsOfFiles + CalendarFaults(notices: notices, calendar: calendar).all }
}

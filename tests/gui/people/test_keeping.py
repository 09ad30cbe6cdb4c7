"""People are kept in order."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QMessageBox

from facenet_gui.pages.people_choose import ChoosePerson
from facenet_gui.pages.people_list import in_order
from facenet_gui.widgets.name_field import NameDialog
from tests.gui.people.driving import choose_templates, click, dialog, enroll, message, names, press, settle


def test_people_are_searched_and_ordered(page, services, qtbot):
    for number, (name, images) in enumerate((("Zoë", (0, 1, 2)), ("adam", (0,)), ("Bob Smith", (0, 1)))):
        enroll(services, name, number, images)
    settle(page, services, qtbot)
    assert [item.title for item in page._list.grid.items] == ["adam", "Bob Smith", "Zoë"]
    page._list._order.setCurrentIndex(2)
    assert [item.title for item in page._list.grid.items] == ["Zoë", "Bob Smith", "adam"]
    search = page.findChild(QLineEdit, "search")
    search.setText("zoe")
    assert [item.title for item in page._list.grid.items] == ["Zoë"]
    search.setText("nobody at all")
    assert page._list.grid.items == []
    people = services.gallery.get().people()
    assert [one.name for one in in_order(people, order="newest", search="")] == ["Bob Smith", "adam", "Zoë"]


def test_delete_and_undo_from_the_banner(page, services, qtbot):
    person = enroll(services, "Anna", 1)
    settle(page, services, qtbot)
    page.show_person(person)
    settle(page, services, qtbot)
    press(page, services, qtbot, "Delete")
    assert names(services) == []
    assert "Anna was deleted." in message(page)
    assert "deleted Anna" in page._changes.undo_action.text()
    press(page, services, qtbot, "Undo")
    assert names(services) == ["Anna"]


def test_rename_refuses_a_name_that_is_taken(page, services, qtbot):
    person = enroll(services, "Anna", 1)
    enroll(services, "Bob", 2)
    settle(page, services, qtbot)
    page.show_person(person)
    settle(page, services, qtbot)
    press(page, services, qtbot, "Rename…")
    asked = dialog(page, qtbot, NameDialog)
    field = asked.findChild(QLineEdit, "name")
    field.setText("bob")
    assert not asked._accept.isEnabled()
    field.setText("Anne")
    click(qtbot, asked, "Rename")
    settle(page, services, qtbot)
    assert names(services) == ["Anne", "Bob"]
    assert page._person.name == "Anne"


def test_merge_two_people(page, services, qtbot):
    enroll(services, "Anna", 1)
    other = enroll(services, "Ann", 3)
    settle(page, services, qtbot)
    page.show_person(other)
    settle(page, services, qtbot)
    press(page, services, qtbot, "Merge with…")
    asked = dialog(page, qtbot, ChoosePerson)
    asked.choose(1)
    click(qtbot, asked, "Merge")
    settle(page, services, qtbot)
    assert names(services) == ["Anna"]
    assert page._stack.currentWidget() is page._list


def test_templates_are_removed_split_off_and_made_the_cover(page, services, qtbot):
    person = enroll(services, "Anna", 1, (0, 1, 2, 3))
    settle(page, services, qtbot)
    page.show_person(person)
    settle(page, services, qtbot)
    choose_templates(page, 2)
    key = page._person.grid.chosen_items()[0].key[1]
    press(page, services, qtbot, "Use as cover")
    assert services.gallery.get().person(person).cover == key
    choose_templates(page, 0, 1)
    press(page, services, qtbot, "Remove")
    assert services.gallery.get().person(person).templates == 2
    press(page, services, qtbot, "Undo")
    assert services.gallery.get().person(person).templates == 4
    choose_templates(page, 3)
    press(page, services, qtbot, "Split off…")
    asked = dialog(page, qtbot, NameDialog)
    asked.findChild(QLineEdit, "name").setText("Carla")
    click(qtbot, asked, "Split off")
    settle(page, services, qtbot)
    assert names(services) == ["Anna", "Carla"]


def test_suspected_duplicates_are_merged_or_told_apart(page, services, qtbot):
    enroll(services, "Anna", 1, (0, 1, 2))
    enroll(services, "Annie", 1, (3, 4))
    settle(page, services, qtbot)
    press(page, services, qtbot, "1 suspected duplicate")
    press(page, services, qtbot, "Different people")
    press(page, services, qtbot, "Everybody")
    assert not page._list._duplicates.isVisible()
    page._changes.undo_action.trigger()
    settle(page, services, qtbot)
    press(page, services, qtbot, "1 suspected duplicate")
    press(page, services, qtbot, "Same person: merge")
    assert names(services) == ["Anna"]


def test_another_program_changes_the_gallery(page, services, qtbot):
    person = enroll(services, "Anna", 1)
    settle(page, services, qtbot)
    page.show_person(person)
    services.gallery.get().delete_person(person)
    services.gallery.follow()
    settle(page, services, qtbot)
    assert page._stack.currentWidget() is page._list


def test_erasing_for_good_is_asked_for(page, services, qtbot):
    services.gallery.get().delete_person(enroll(services, "Anna", 1))
    services.gallery.follow()
    settle(page, services, qtbot)
    page._actions.purge.trigger()
    box = dialog(page, qtbot, QMessageBox)
    click(qtbot, box, "Erase for good")
    settle(page, services, qtbot)
    assert "erased for good" in message(page)
    assert not page._changes.undo_action.isEnabled()

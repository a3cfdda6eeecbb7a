"""The application's one style sheet; `theme.style_sheet` fills the colours in.

Widgets choose a look by the property `role` (set it before the widget is shown) or by their class.
"""

STYLE_SHEET = """
* { font-size: ${text_size}px; }
QWidget { color: $text; }
QMainWindow, QDialog, QMessageBox { background: $background; }
QToolTip { background: $panel; color: $text; border: 1px solid $line; padding: 4px 6px; }

QMenuBar { background: $panel; border-bottom: 1px solid $line; padding: 1px 6px; }
QMenuBar::item { padding: 4px 8px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; }
QMenu { background: $panel; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 28px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $off; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }

QWidget[role="toolbar"] { background: $panel; border-bottom: 1px solid $line; }
QWidget[role="statusbar"] { background: $panel; border-top: 1px solid $line; }
QWidget[role="statusbar"] QLabel { font-size: ${small}px; color: $dim; }
QWidget[role="left"] { background: $panel; border-right: 1px solid $line; }
QWidget[role="right"] { background: $panel; border-left: 1px solid $line; }
QWidget[role="page"], QScrollArea, QScrollArea > QWidget > QWidget { background: transparent; border: none; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QLabel { background: transparent; }
QCheckBox::indicator, QAbstractItemView::indicator {
    width: 14px; height: 14px; border: 1px solid $dim; border-radius: 3px; background: $field;
}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    border-color: $fill; background: $fill; image: url("$tick");
}
QCheckBox::indicator:focus { border-color: $text; }
QAbstractItemView::indicator:selected { border-color: $on_accent; }
QCheckBox::indicator:disabled, QAbstractItemView::indicator:disabled { border-color: $line; }
QCheckBox::indicator:checked:disabled, QAbstractItemView::indicator:checked:disabled {
    border-color: $off; background: $off;
}
QCheckBox:disabled { color: $off; }
QLabel[role="head"] { color: $dim; font-size: ${head}px; font-weight: 600; }
QLabel[role="dim"] { color: $dim; }
QLabel[role="small"] { color: $dim; font-size: ${small}px; }
QLabel[role="value"] { color: $text; font-size: ${small}px; }
QLabel[role="best"] { color: $text; font-size: ${small}px; font-weight: 700; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }

QPushButton, QToolButton {
    background: $field; border: 1px solid $line; border-radius: ${radius}px;
    min-height: 26px; padding: 0 12px;
}
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $pressed; }
QPushButton:disabled, QToolButton:disabled { color: $off; }
QPushButton:focus, QToolButton:focus { border-color: $accent; }
QPushButton[role="primary"] {
    background: $fill; color: $on_accent; border-color: $fill; font-weight: 600;
}
QPushButton[role="primary"]:disabled { background: $field; color: $off; border-color: $line; }
QPushButton[role="link"], QToolButton[role="link"] {
    background: transparent; border: 1px solid transparent; color: $accent; padding: 0 4px; text-align: left;
}
QPushButton[role="link"]:hover, QToolButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus, QToolButton[role="link"]:focus { border-color: $accent; }
QFileDialog { min-width: 700px; }
QFileDialog QTreeView, QFileDialog QHeaderView::section { font-size: ${head}px; }
QFileDialog QToolButton { padding: 0 4px; background: $file_tool; }
QFileDialog QToolButton:hover { border-color: $accent; }
QToolButton::menu-indicator { image: none; }
QToolButton[role="status"] {
    background: transparent; border: 1px solid transparent; color: $dim; font-size: ${small}px;
    min-height: 20px; padding: 0 4px;
}
QToolButton[role="status"]:hover { color: $text; }
QToolButton[role="status"]:focus { border-color: $accent; }

QToolButton[role="fold"] { background: transparent; border: 1px solid transparent; padding: 0 4px; }
QToolButton[role="fold"]:hover { background: $hover; }
QToolButton[role="fold"]:checked { background: $field; border-color: $line; }
QToolButton[role="fold"]:focus { border-color: $accent; }

QWidget[role="segments"] { background: $field; border: 1px solid $line; border-radius: ${radius}px; }
QWidget[role="segments"] QToolButton {
    background: transparent; border: 1px solid transparent; border-radius: 5px;
    padding: 0 10px; min-height: 24px;
}
QWidget[role="segments"] QToolButton:hover { background: $hover; }
QWidget[role="segments"] QToolButton:checked { background: $fill; color: $on_accent; }
QWidget[role="segments"] QToolButton:focus { border-color: $accent; }
QWidget[role="segments"] QToolButton:checked:focus { border-color: $text; }
QWidget[role="segments"] QToolButton:disabled { color: $off; }
QWidget[role="segments"] QToolButton:checked:disabled { background: $hover; }
QWidget[role="segments"][tight="true"] QToolButton { padding: 0 2px; font-size: ${small}px; }

QComboBox {
    background: $field; border: 1px solid $line; border-radius: ${radius}px;
    min-height: 26px; padding: 0 24px 0 8px;
}
QComboBox:hover { background: $hover; }
QComboBox:focus { border-color: $accent; }
QComboBox:disabled { color: $off; }
QComboBox::drop-down { border: none; width: 0; }
QComboBox QAbstractItemView {
    background: $panel; border: 1px solid $line; padding: 4px; outline: none;
    selection-background-color: $accent_soft; selection-color: $text;
}
QAbstractSpinBox {
    background: $field; border: 1px solid $line; border-radius: ${radius}px; min-height: 23px; padding: 0 6px;
    selection-background-color: $fill; selection-color: $on_accent;
}
QAbstractSpinBox:focus { border-color: $accent; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; height: 0; border: none; }
QAbstractSpinBox:disabled { color: $off; }
QAbstractSpinBox[role="bare"] {
    background: transparent; border: 1px solid transparent; min-height: 20px; padding: 0 2px;
}
QAbstractSpinBox[role="bare"]:hover { border-color: $line; }
QAbstractSpinBox[role="bare"]:focus { border-color: $accent; background: $field; }

QSlider { min-height: 22px; }
QSlider::groove:horizontal { height: 3px; border-radius: 1px; background: $line; }
QSlider::sub-page:horizontal { height: 3px; border-radius: 1px; background: $accent; }
QSlider::handle:horizontal {
    width: 11px; height: 11px; margin: -5px 0;
    border-radius: 6px; background: $on_accent; border: 1px solid $accent;
}
QSlider::handle:horizontal:hover { background: $accent; }
QSlider:focus { border: 1px solid $accent; border-radius: 4px; }
QSlider::sub-page:horizontal:disabled { background: $line; }

QListView { background: $panel; border: 1px solid $line; outline: none; }
QMainWindow QListView, QDialog QListWidget { background: transparent; border: none; }
QDialog QListWidget::item { padding: 4px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QTextBrowser { background: $field; border: 1px solid $line; border-radius: ${radius}px; padding: 4px 8px; }
QTableView {
    background: transparent; border: none; outline: none; gridline-color: transparent; font-size: ${small}px;
    selection-background-color: $field; selection-color: $text;
}
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; color: $dim; border: none; border-bottom: 1px solid $line;
    font-size: ${head}px; font-weight: 600; padding: 4px 2px;
}
QHeaderView::up-arrow, QHeaderView::down-arrow { subcontrol-position: top center; width: 9px; height: 9px; }

QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: $dim; border: none; border-bottom: 2px solid transparent;
    padding: 10px 0 6px 0; margin: 0 8px; min-width: 44px;
}
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { color: $accent; }
QTabBar QToolButton { min-height: 0; padding: 0; }

QScrollBar:vertical { width: 8px; background: transparent; }
QScrollBar:horizontal { height: 8px; background: transparent; }
QScrollBar::handle { background: $line; border-radius: 3px; min-height: 24px; min-width: 24px; }
QScrollBar::handle:hover { background: $off; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }

QLineEdit {
    background: $field; border: 1px solid $line; border-radius: ${radius}px; min-height: 26px; padding: 0 8px;
    selection-background-color: $fill; selection-color: $on_accent;
}
QLineEdit { placeholder-text-color: $dim; }
QLineEdit:focus { border-color: $accent; }
QLineEdit:disabled { color: $off; }
QWidget[role="inside"] { background: $panel; }
QWidget[role="strip"] { background: $panel; border-top: 1px solid $line; padding: 4px; }
QWidget[role="strip"]::item { border: 2px solid transparent; border-radius: 4px; }
QWidget[role="strip"]::item:selected { border-color: $accent; background: transparent; }
QProgressBar { background: $line; border: none; border-radius: 1px; max-height: 3px; min-height: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 1px; }

QWidget[role="message"] { background: $error_soft; border-bottom: 1px solid $line; }
QWidget[role="message"][kind="notice"] { background: $accent_soft; }
QWidget[role="welcome"] { background: $background; }
QWidget[role="drop"] { background: $panel; border: 1px dashed $off; border-radius: 10px; }
QWidget[role="popup"] { background: $panel; border: 1px solid $line; }
"""

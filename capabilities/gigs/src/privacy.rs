//! How each column is to be treated, for every table of this room.

use capability::{Class, Privacy};

macro_rules! classes {
    ($($table:literal { $($class:ident: $($column:ident)+;)+ })+) => {
        &[$($($(Privacy {
            table: $table,
            column: stringify!($column),
            class: Class::$class,
        },)+)+)+]
    };
}

/// Every column of every table.
pub(crate) const PRIVACY: &[Privacy] = classes! {
    "gig_orders" {
        Plain: id county no employer_id state version trade title duties region meeting relation
            agreement pay_unit pay_fen pay_note settle pay_method meals transport insurance
            insurance_reason age_min age_max certs first_day last_day opened_at closed_at created_at
            updated_at;
        Personal: address;
    }
    "gig_order_versions" {
        Plain: order_id version snapshot digest made_at made_by;
    }
    "gig_shifts" {
        Plain: id county order_id employer_id region state work_day start_at end_at
            break_minutes seats taken;
    }
    "gig_numbers" {
        Plain: county number_day last;
    }
    "gig_seats" {
        Plain: id county order_id order_version shift_id employer_id worker_id region state
            holds channel foreman_id work_day start_at end_at waiting_at claimed_at locked_until_at
            confirmed_at checked_in_at checked_out_at seq created_at updated_at;
        Personal: worker_region;
    }
    "gig_moves" {
        Plain: seat_id seq from_state to_state move party actor behalf consent note moved_at;
    }
    "gig_people" {
        Plain: worker_id turn;
    }
    "gig_hours" {
        Plain: seat_id county region employer_id worker_id shift_id work_day in_how in_at
            out_how out_at worker_minutes worker_units_milli worker_said_at employer_minutes
            employer_units_milli employer_said_at agreed_minutes agreed_units_milli agreed_at rounds
            said updated_at;
    }
    "gig_hours_said" {
        Plain: seat_id seq party minutes units_milli actor consent said_at;
        Personal: note;
    }
    "gig_code_tries" {
        Plain: worker_id tried_day tries;
    }
    "gig_wages" {
        Plain: id seat_id county region employer_id employer_name worker_id order_id order_no
            order_version title relation settle pay_unit pay_method work_day from_at minutes
            units_milli lines breaches gross_fen kept_fen kept_why net_fen due_day state told_at
            told_how received_fen received_at stage called_at revision said created_at updated_at;
        Personal: worker_region worker_name voucher_no;
        Sealed: id_no phone;
    }
    "gig_wage_said" {
        Plain: wage_id seq what fen how actor consent said_at;
        Personal: ref_no note;
    }
    "gig_arrears" {
        Plain: id wage_id county region employer_id worker_id amount_fen from_day to_day state
            drafted_at confirmed_at closed_at;
        Personal: basis;
    }
    "gig_slips" {
        Plain: station_id roll_day last;
    }
    "gig_roll" {
        Plain: id county station_id region roll_day slip worker_id state arrived_at call_id
            seat_id called_at placed_at left_at left_why taken_by updated_at;
        Personal: trades max_minutes note;
    }
    "gig_hardship" {
        Plain: worker_id county region consent until_day recorded_at recorded_by;
        Sensitive: record;
    }
    "gig_calls" {
        Plain: id county station_id region order_id shift_id employer_id called_at called_by;
        Personal: why;
        Sensitive: snapshot;
    }
    "gig_call_lines" {
        Plain: call_id roll_id place worker_id seat_id answer answered_at;
    }
    "gig_cover" {
        Plain: id county seat_id order_id employer_id worker_id region work_day kind payer state
            insurer sum_fen premium_fen reason worker_said_at made_at updated_at updated_by;
        Personal: policy_no;
    }
    "gig_evidence" {
        Plain: id no county worker_id region from_day to_day seats digest file_digest made_by
            made_at mac;
        Personal: reason;
    }
    "gig_marks" {
        Plain: id county side region seat_id source happened_day state told_day answer_until_day
            due_day reminded_day decided_by expires_day seq noted_at updated_at;
        Personal: kind subject_id title evidence;
    }
    "gig_mark_moves" {
        Plain: mark_id seq from_state to_state move actor behalf consent moved_at;
        Personal: words;
    }
    "gig_ratings" {
        Plain: seat_id side first_yes second_yes third_yes actor behalf consent rated_at;
        Personal: words;
    }
};
